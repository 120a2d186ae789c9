using Holdfast.Errors;
using Holdfast.Logs.File;

namespace Holdfast.CrashChild;

/// <summary>Has a log open until it is faulted, and says with which codes that and the next commit end.</summary>
internal static class FaultWaiter
{
    public static int Run(string folder, string name)
    {
        using FileLogStore store = FileLogStore.Open(folder, new FileLogOptions());
        FileLog log = store.CreateLog(name);
        Say(log.Fault is null ? "well" : "faulted");
        SpinWait.SpinUntil(() => log.Fault is not null);
        try
        {
            log.EnterWriter(TimeSpan.FromSeconds(30), CancellationToken.None);
            Say("committed");
        }
        catch (HoldfastException fault)
        {
            Say($"{((HoldfastException)log.Fault!).Code} {fault.Code} {fault.Errno}");
        }

        return 0;
    }

    private static void Say(string what)
    {
        Console.Out.WriteLine(what);
        Console.Out.Flush();
    }
}
