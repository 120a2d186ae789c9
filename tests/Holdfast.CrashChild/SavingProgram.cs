using Holdfast.Control;

namespace Holdfast.CrashChild;

/// <summary>A program with the options of a stateful one, which changes its state and then waits to be ended.</summary>
internal static class SavingProgram
{
    public static int Run(string[] args) => ProgramState.Run(args, new() { Name = "saving" }, state =>
    {
        state["/count"] = 7;
        Console.Out.WriteLine("ready");
        Console.Out.Flush();
        Thread.Sleep(Timeout.Infinite);
        return 0;
    });

    /// <summary>After the end of the program's body an object that nobody disposes of changes the state.</summary>
    public static int RunLate(string[] args)
    {
        ProgramState? late = null;
        int status = ProgramState.Run(args, new() { Name = "late" }, state =>
        {
            late = new ProgramState();
            state["/count"] = 7;
            return 0;
        });
        late!["/count"] = 8;
        Console.Out.WriteLine("ready");
        return status;
    }
}
