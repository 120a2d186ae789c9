using System.Runtime.InteropServices;
using Holdfast.Reporting;

namespace Holdfast.Lifecycle.Runs;

/// <content>Signals of the operating system.</content>
public sealed partial class RunState
{
    /// <summary>Catches signals until the result is disposed of.</summary>
    /// <param name="signals">Which ones.</param>
    /// <param name="chain">Whether a signal then goes on to whoever caught it before.</param>
    /// <param name="handler">
    /// What it does; null: what <see cref="RunStateOptions.SignalHandler"/> says, by default a cancel of this run.
    /// </param>
    /// <remarks>
    /// Shape.   A program's own registrations with <see cref="PosixSignalRegistration"/> are called in any case. A
    ///          handler that throws has not dealt with the signal, which then goes on as with
    ///          <see cref="SignalChain.CallPrevious"/>.
    /// Threads. Handlers run on a thread of the runtime.
    /// </remarks>
    public SignalCatch CatchSignals(
        IEnumerable<PosixSignal> signals,
        SignalChain chain = SignalChain.Replace,
        Action<RunState, PosixSignal>? handler = null)
    {
        ArgumentNullException.ThrowIfNull(signals);
        Action<RunState, PosixSignal> handle =
            handler ?? _options.SignalHandler ?? (static (run, signal) => run.CancelBy(signal));
        return new SignalCatch(signals, signal => handle(this, signal), chain);
    }

    /// <summary>Ends the workers of this process first: that needs no store, which may have failed.</summary>
    private void CancelBy(PosixSignal signal)
    {
        CancelHere();
        try
        {
            Cancel();
        }
        catch (Exception failure)
        {
            CallbackFailures.Report(this, $"cancel of the run '{Name}' by the signal {signal}", failure);
        }
    }
}
