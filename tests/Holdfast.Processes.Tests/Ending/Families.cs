using System.Diagnostics;
using Holdfast.Lifecycle.Runs;

namespace Holdfast.Processes.Tests.Ending;

/// <summary>Processes that start others.</summary>
internal static class Families
{
    public static void Leaf(State state)
    {
        state.Add("/leaves", 1);
        Thread.Sleep(Timeout.Infinite);
    }

    public static void PoliteLeaf(State state, CancellationToken token)
    {
        state.Add("/leaves", 1);
        token.WaitHandle.WaitOne();
        Thread.Sleep(Timeout.Infinite);
    }

    /// <summary>Starts some leaves, and then as many levels below itself as are asked for.</summary>
    public static void Grow(ProcessContext context, int leaves, int levels)
    {
        for (int leaf = 0; leaf < leaves; leaf++) context.Start(Leaf);
        context.Start(PoliteLeaf);
        if (levels > 0) context.Start(Grow, leaves, levels - 1);
        Thread.Sleep(Timeout.Infinite);
    }

    /// <summary>Starts a leaf, which is a process, and returns.</summary>
    public static void StartAndReturn(ProcessContext context, State state)
    {
        context.Start(new ProcessOptions { Backend = Backend.Process }, Leaf);
        state.WhenAsync("/leaves", leaves => (int)leaves > 0).GetAwaiter().GetResult();
    }

    /// <summary>Starts a leaf and dies of an exception.</summary>
    public static void StartAndFail(ProcessContext context, State state)
    {
        StartAndReturn(context, state);
        throw new InvalidOperationException("crash");
    }

    /// <summary>Starts a program that is none of ours and dies of SIGKILL.</summary>
    public static void StartProgramAndDie(State state)
    {
        Process.Start("sleep", "1000").Dispose();
        state.Add("/leaves", 1);
        Signals.Send((System.Runtime.InteropServices.PosixSignal)9);
    }

    /// <summary>Starts children for ever, one after the other, to be killed in the middle of it.</summary>
    public static void StartForEver(ProcessContext context, State state)
    {
        state.Remove("/leaves");
        for (int count = 1; ; count++)
        {
            state.Add("/started", 1);
            context.Start(Leaf);
            state.WhenAsync("/leaves", leaves => (int)leaves == count).GetAwaiter().GetResult();
        }
    }

    /// <summary>Makes a context that is to wait for what it started, and returns.</summary>
    public static void LeaveWaiting(State state)
    {
        ProcessContext context = new(
            state.Store.Address, new ProcessContextOptions { Ending = ProcessEnding.Wait });
        context.Start(SlowCount);
    }

    public static void SlowCount(State state)
    {
        Thread.Sleep(200);
        state.Add("/counted", 1);
    }

    /// <summary>Makes a context that is to wait, then one with a thread that does not end, and returns.</summary>
    public static void LeaveThread(State state)
    {
        LeaveWaiting(state);
        ProcessContext context = new(state.Store.Address, new ProcessContextOptions
        {
            Process = new ProcessOptions { Backend = Backend.Thread, StopGrace = TimeSpan.FromMilliseconds(50) },
        });
        context.Start(SleepForEver);
    }

    private static void SleepForEver() => Thread.Sleep(Timeout.Infinite);

    /// <summary>Makes a context with a private store and dies of SIGKILL.</summary>
    public static void LeavePrivate(State state)
    {
        ProcessContext context = new();
        state["/private"] = context.Address;
        Signals.Send((System.Runtime.InteropServices.PosixSignal)9);
    }

    /// <summary>As that, but a child with the private store lives on.</summary>
    public static void LeavePrivateWithSurvivor(State state)
    {
        ProcessContext context = new();
        state["/private"] = context.Address;
        context.Start(new ProcessOptions { OutlivesParent = true }, SurviveBeside, state.Store.Address);
        context.State.WhenAsync("/survivors", survivors => (int)survivors > 0).GetAwaiter().GetResult();
        Signals.Send((System.Runtime.InteropServices.PosixSignal)9);
    }

    /// <summary>Goes on as long as the state of another store says it.</summary>
    public static void SurviveBeside(string address, State state, RunState run)
    {
        using Store store = Store.Open(address);
        state.Add("/survivors", 1);
        while (store.GetState("default").TryGet("/goOn", out _)) run.Delay(TimeSpan.FromMilliseconds(5));
    }

    public static void MakePrivate()
    {
        using ProcessContext context = new();
    }

    public static void Nothing()
    {
    }

    public static int Depth(ProcessContext context, int depth) =>
        depth == 0 ? 0 : context.Start(Depth, depth - 1).Wait<int>() + 1;

    public static void Survive(State state, RunState run)
    {
        state.Add("/survivors", 1);
        while (state.TryGet("/goOn", out _)) run.Delay(TimeSpan.FromMilliseconds(5));
    }

    public static void LeaveSurvivor(ProcessContext context, State state)
    {
        context.Start(new ProcessOptions { OutlivesParent = true }, Survive);
        state.WhenAsync("/survivors", survivors => (int)survivors > 0).GetAwaiter().GetResult();
        Signals.Send((System.Runtime.InteropServices.PosixSignal)9);
    }
}
