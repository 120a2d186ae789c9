using System.Runtime.InteropServices;
using Holdfast.Lifecycle.Runs;

namespace Holdfast.Processes.Tests.Starting;

/// <summary>What is waited for, and tried again.</summary>
internal static class WaitFunctions
{
    /// <summary>Says that it is there, and returns when it is let.</summary>
    public static string ReturnWhenOpen(State state)
    {
        state["/open"] = false;
        state["/waiting"] = true;
        state.WhenAsync("/open", open => (bool)open).GetAwaiter().GetResult();
        state["/waiting"] = false;
        return "opened";
    }

    /// <summary>Says that it is there, and waits for what never comes.</summary>
    public static void WatchForEver(State state)
    {
        state["/watching"] = true;
        using Watch watch = state.Watch("/never");
        watch.Next();
    }

    /// <summary>Notes with what it is called, and fails twice.</summary>
    public static int FailTwice(State state, string name, string greeting = "hello")
    {
        int calls = (int)state.Add("/calls", 1).Value;
        state.Append("/greetings", $"{greeting}, {name}");
        return calls > 2 ? calls : throw new TimeoutException($"call {calls}");
    }

    /// <summary>Fails the first time, when it is let.</summary>
    public static int FailOnceWhenOpen(State state)
    {
        int calls = (int)state.Add("/calls", 1).Value;
        if (calls > 1) return calls;
        state["/open"] = false;
        state["/waiting"] = true;
        state.WhenAsync("/open", open => (bool)open).GetAwaiter().GetResult();
        throw new TimeoutException("the first call");
    }

    /// <summary>Turns a signal into an exception without any list of signals, and lets that out.</summary>
    public static void FailBySignal(State state, RunState run)
    {
        Signals.ToException((PosixSignal)10);
        state.Add("/calls", 1);
        while (true) run.Delay(TimeSpan.FromMilliseconds(1));
    }
}
