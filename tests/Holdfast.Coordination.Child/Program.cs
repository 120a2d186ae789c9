using Holdfast.Coordination.Child;

// A process for tests to kill. Arguments: what to do, the store's folder, and what that needs.
// It prints one line for each thing that was done, so that the test knows what was acknowledged.
return args[0] switch
{
    "hold-lock" => LockUser.Hold(args[1]),
    "wait-lock" => LockUser.Wait(args[1]),
    "race-lock" => LockUser.Race(args[1]),
    "hold-lease" => LockUser.HoldLease(args[1]),
    "hold-units" => LockUser.HoldUnits(args[1], args[2]),
    "claim" => Worker.Claim(args[1]),
    "work" => Worker.Work(args[1]),
    "meet" => Worker.Meet(args[1]),
    _ => 2,
};
