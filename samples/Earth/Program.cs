// A program with one state, which everybody in it and around it may ask and change.
//
//   dotnet run --project samples/Earth                                                   draws its state
//   dotnet run --project samples/Earth -- --msg '{"meta":{"var":"/earthState/reason","set":"Tea"}}'
//   dotnet run --project samples/Earth -- --config-load earth.json --config-save earth.json --state /earthState
using Earth;
using Holdfast.Control;

ProgramStateOptions about = new()
{
    Name = "earth",
    Version = "1.0.0",
    Description = "Keeps what is known of a planet, and lets it be asked and changed by control messages.",
    IsColorized = args.Contains("--colour") || !Console.IsOutputRedirected,
};
return ProgramState.Run(args, about, options => new Planet(options), planet =>
{
    // Another object, as a handler of a request would make it: it adds nothing and loses nothing.
    using Planet sameAgain = new(about);
    Console.WriteLine(sameAgain.Describe());
    return 0;
});
