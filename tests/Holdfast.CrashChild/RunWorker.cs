using System.Globalization;
using Holdfast.Lifecycle.Runs;

namespace Holdfast.CrashChild;

/// <summary>
/// Works in a run at a path until it is cancelled; says each transition, and what it has done by then.
/// </summary>
internal static class RunWorker
{
    public static int Run(string folder, string name, string path)
    {
        using Store store = Store.Open(folder);
        State state = store.GetState(name);
        using RunState run = state.GetRunState(path, name: "the worker");
        run.Changed += (_, change) => Say(change.Trigger.ToString());
        try
        {
            run.Run(run => Work(run, state));
        }
        catch (RunCancelledException)
        {
            Say("cancelled after " + state.Get<long>("/ticks").ToString(CultureInfo.InvariantCulture));
            return 3;
        }

        return 0;
    }

    private static void Work(RunState run, State state)
    {
        while (true)
        {
            run.ThrowIfCancelled();
            state.Add("/ticks", 1);
            run.Delay(TimeSpan.FromMilliseconds(1));
        }
    }

    private static void Say(string what)
    {
        Console.Out.WriteLine(what);
        Console.Out.Flush();
    }
}
