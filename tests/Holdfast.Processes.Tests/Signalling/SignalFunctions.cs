using System.Runtime.InteropServices;
using Holdfast.Lifecycle.Runs;

namespace Holdfast.Processes.Tests.Signalling;

/// <summary>What gets signals in the tests.</summary>
internal static class SignalFunctions
{
    private const PosixSignal First = (PosixSignal)10;

    /// <summary>Says each try, and works until something ends it.</summary>
    public static void Work(State state, RunState run)
    {
        state.Add("/tries", 1);
        while (true) run.Delay(TimeSpan.FromMilliseconds(1));
    }

    /// <summary>Says each try, and looks at nothing that could tell it to end.</summary>
    public static void WorkBlindly(State state)
    {
        state.Add("/tries", 1);
        Thread.Sleep(Timeout.Infinite);
    }

    /// <summary>Turns a signal into an exception, and says which came.</summary>
    public static string Catch(State state, RunState run)
    {
        Signals.ToException(First);
        state["/ready"] = true;
        try
        {
            while (true) run.Delay(TimeSpan.FromMilliseconds(1));
        }
        catch (SignalException caught)
        {
            return $"{(int)caught.Signal} {run.Token.IsCancellationRequested}";
        }
    }

    /// <summary>Is in an atomic function when the signal comes.</summary>
    public static string CatchAfterAtomic(State state, RunState run)
    {
        Signals.ToException(First, run);
        try
        {
            state.Atomic(transaction =>
            {
                transaction["/done"] = 1;
                Signals.Send(First);
                run.Token.WaitHandle.WaitOne();
                transaction["/done"] = 2;
            });
            run.ThrowIfCancelled();
            return "went on";
        }
        catch (SignalException)
        {
            return "caught";
        }
    }

    /// <summary>Turns a signal into an exception, and takes that back.</summary>
    public static void CatchNoMore(State state, RunState run)
    {
        Signals.ToException(First);
        Signals.ToDefault(First);
        state["/ready"] = true;
        while (true) run.Delay(TimeSpan.FromMilliseconds(1));
    }

    /// <summary>Ends all below itself with its own call.</summary>
    public static int KillOwnTree(ProcessContext context, State state)
    {
        context.Start(Ending.Families.Grow, 2, 1);
        state.WhenAsync("/leaves", leaves => (int)leaves == 6).GetAwaiter().GetResult();
        return Signals.KillTree(grace: TimeSpan.FromMilliseconds(100));
    }
}
