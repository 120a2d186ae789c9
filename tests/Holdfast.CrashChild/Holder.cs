using Holdfast.Errors;
using Holdfast.Logs;
using Holdfast.Logs.File;

namespace Holdfast.CrashChild;

/// <summary>Takes something, says so, and keeps it until it is killed or its input ends.</summary>
internal static class Holder
{
    public static int HoldWriter(string folder, string name)
    {
        using FileLogStore store = FileLogStore.Open(folder, new FileLogOptions());
        FileLog log = store.CreateLog(name);
        log.EnterWriter(TimeSpan.FromSeconds(30), CancellationToken.None);
        Say("held");
        Console.In.ReadToEnd();
        log.ExitWriter();
        return 0;
    }

    public static int HoldTurn(string folder, string name)
    {
        using FileLogStore store = FileLogStore.Open(folder, new FileLogOptions());
        FileLog log = store.CreateLog(name);
        log.TakeTurn(Timeout.InfiniteTimeSpan, TimeSpan.FromSeconds(30), CancellationToken.None);
        Say("held");
        Console.In.ReadToEnd();
        log.ReleaseTurn();
        return 0;
    }

    public static int HoldOpen(string folder)
    {
        using FileLogStore store = FileLogStore.Open(folder, new FileLogOptions());
        Say("held");
        Console.In.ReadToEnd();
        return 0;
    }

    /// <summary>
    /// Commits, waits until the elected flusher, which it is itself when it is alone, has flushed that.
    /// </summary>
    public static int HoldFlusher(string folder, string name)
    {
        using FileLogStore store = FileLogStore.Open(folder, new FileLogOptions());
        FileLog log = store.CreateLog(name);
        log.EnterWriter(TimeSpan.FromSeconds(30), CancellationToken.None);
        log.Append(Appender.Make(1, 100));
        LogPosition tail = log.Publish();
        log.ExitWriter();
        SpinWait.SpinUntil(() => log.Durable >= tail);
        Say("flushed");
        Console.In.ReadToEnd();
        return 0;
    }

    /// <summary>Prints the code with which opening and reading fails, or "opened".</summary>
    public static int TryOpen(string folder)
    {
        try
        {
            using FileLogStore store = FileLogStore.Open(folder, new FileLogOptions());
            Say("opened");
        }
        catch (HoldfastException fault)
        {
            Say(fault.Code.ToString());
        }

        return 0;
    }

    private static void Say(string what)
    {
        Console.Out.WriteLine(what);
        Console.Out.Flush();
    }
}
