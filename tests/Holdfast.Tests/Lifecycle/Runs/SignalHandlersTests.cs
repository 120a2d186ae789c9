using System.Runtime.InteropServices;
using Holdfast.Lifecycle.Runs;

namespace Holdfast.Tests.Lifecycle.Runs;

/// <summary>The order of handlers, without a signal.</summary>
public sealed class SignalHandlersTests
{
    private const PosixSignal User = (PosixSignal)10;
    private const PosixSignal Kill = (PosixSignal)9;

    [Fact]
    public void OnSignal_HandlerThrows_GoesOnToThePreviousOneAndThenToTheSystem()
    {
        RunState run = new();
        PosixSignalContext context = new(User);
        using (run.CatchSignals([User]))
        using (run.CatchSignals([User], handler: Fail))
        {
            SignalHandlers.OnSignal(User, context);
            Assert.Equal((true, true), (context.Cancel, run.IsCancelled));
        }

        using (run.CatchSignals([User], handler: Fail))
        {
            SignalHandlers.OnSignal(User, context);
            Assert.False(context.Cancel);
        }

        static void Fail(RunState run, PosixSignal signal) => throw new InvalidTimeZoneException();
    }

    // SIGINT stayed caught for ever, with nobody to give it back.
    [Fact]
    public void CatchSignals_OneIsRefused_CatchesNone()
    {
        RunState run = new();
        Assert.ThrowsAny<Exception>(() => run.CatchSignals([User, Kill]));
        PosixSignalContext context = new(User);
        SignalHandlers.OnSignal(User, context);
        Assert.Equal((false, false), (context.Cancel, run.IsCancelled));
    }
}
