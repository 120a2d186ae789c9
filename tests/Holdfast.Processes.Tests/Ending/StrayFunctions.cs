using System.Diagnostics;

namespace Holdfast.Processes.Tests.Ending;

/// <summary>Children that start a program in a session of its own, whose starter then ends.</summary>
internal static class StrayFunctions
{
    public static void StartDaemon(State state)
    {
        using Process shell = Process.Start("sh", ["-c", "setsid sleep 1000 > /dev/null 2>&1 & exit 0"]);
        shell.WaitForExit();
        state.Add("/daemons", 1);
    }

    public static void StartDaemonAndWait(State state)
    {
        StartDaemon(state);
        Thread.Sleep(Timeout.Infinite);
    }

    public static void StartAChildWithADaemon(ProcessContext context) =>
        context.Start(StartDaemonAndWait).Wait();
}
