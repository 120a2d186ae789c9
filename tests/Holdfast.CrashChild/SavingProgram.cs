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
}
