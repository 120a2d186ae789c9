using System.Runtime.CompilerServices;
using Holdfast.Reporting;

namespace Holdfast.Lifecycle.Resources;

/// <content>The way from open to closed.</content>
public abstract partial class SharedResource<T>
{
    private CodePlace _finalClose;
    private long _shutDowns;
    private long _underflows;

    /// <summary>What became of a close.</summary>
    private enum Closing
    {
        Counted,
        IsFinal,
        Underflow,
    }

    /// <summary>Closes it; the final close runs the shut-down and returns when it has ended.</summary>
    /// <param name="rule">What the caller expects of this close.</param>
    /// <param name="file">Where the close is; the compiler gives it.</param>
    /// <param name="line">Where the close is; the compiler gives it.</param>
    /// <remarks>
    /// Shape. A close too many, of what has been open, throws nothing: it is reported by
    ///        <see cref="CallbackFailures"/> and counted, with the places of this close, of the open and of the final
    ///        close. What a shut-down throws comes out here.
    /// </remarks>
    /// <exception cref="Errors.HoldfastOperationException">
    /// ResourceNotOpened: it was never open; NotFinalClose: others have it open, and the close stands.
    /// </exception>
    public void Close(
        CloseRule rule = CloseRule.Plain, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        if (rule == CloseRule.Plain && TryDropOpen(out _)) return;
        ValueTask closing = CloseSlowlyAsync(rule, new CodePlace(file, line));
        if (closing.IsCompleted) closing.GetAwaiter().GetResult();
        else closing.AsTask().GetAwaiter().GetResult();
    }

    /// <inheritdoc cref="Close(CloseRule, string, int)"/>
    public ValueTask CloseAsync(
        CloseRule rule = CloseRule.Plain, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        rule == CloseRule.Plain && TryDropOpen(out _) ? default : CloseSlowlyAsync(rule, new CodePlace(file, line));

    /// <summary>Closes on behalf of a lease; what it had opened may be over in another way.</summary>
    internal ValueTask CloseLeaseAsync(long cycle, CodePlace place) =>
        Volatile.Read(ref _cycle) == cycle ? CloseAsync(CloseRule.Plain, place.File, place.Line) : default;

    /// <summary>Counts one open less, unless it is the last one.</summary>
    private bool TryDropOpen(out int rest)
    {
        int count = Volatile.Read(ref _openCount);
        while (count > 1)
        {
            int seen = Interlocked.CompareExchange(ref _openCount, count - 1, count);
            if (seen == count)
            {
                rest = count - 1;
                return true;
            }

            count = seen;
        }

        rest = 0;
        return false;
    }

    private async ValueTask CloseSlowlyAsync(CloseRule rule, CodePlace place)
    {
        switch (Count(rule, place, out ResourceTransition? closing, out int rest))
        {
            case Closing.IsFinal:
                await EndAsync(closing!).ConfigureAwait(false);
                break;
            case Closing.Underflow when rule != CloseRule.MayBeUnopened:
                ReportUnderflow(place);
                break;
            case Closing.Counted when rule == CloseRule.MustBeFinal:
                throw ResourceFailures.NotFinal(Name, rest);
        }
    }

    private Closing Count(CloseRule rule, CodePlace place, out ResourceTransition? closing, out int rest)
    {
        (closing, rest) = (null, 0);
        lock (_lock)
        {
            if (_phase == ResourcePhase.Open)
            {
                if (!TryDropLast(out rest)) return Closing.Counted;
                closing = Begin(ResourcePhase.ShuttingDown);
                _finalClose = place;
                return Closing.IsFinal;
            }

            if (_phase == ResourcePhase.Starting && _transition!.IsOwn && _transition.Opens > 0)
            {
                rest = _transition.Opens--;
                return Closing.Counted;
            }

            if (!_hasOpened && rule != CloseRule.MayBeUnopened) throw ResourceFailures.NotOpened(Name);
            return Closing.Underflow;
        }
    }

    /// <summary>Counts one open less; true when it was the last. Others may open and close meanwhile.</summary>
    private bool TryDropLast(out int rest)
    {
        while (true)
        {
            if (TryDropOpen(out rest)) return false;
            if (Interlocked.CompareExchange(ref _openCount, 0, 1) == 1) return true;
        }
    }

    private async ValueTask EndAsync(ResourceTransition closing)
    {
        try
        {
            await closing.Run(() => ShutDownAsync(_value), static task => task.IsCompleted).ConfigureAwait(false);
        }
        finally
        {
            TaskCompletionSource? joined = CompleteShutDown();
            closing.End();
            joined?.TrySetResult();
        }
    }

    private TaskCompletionSource? CompleteShutDown()
    {
        lock (_lock)
        {
            _shutDowns++;
            _value = default!;
            (_phase, _transition) = (ResourcePhase.Closed, null);
            return FinishesLater ? null : TakeJoiners();
        }
    }

    private void ReportUnderflow(CodePlace place)
    {
        CodePlace open, final;
        lock (_lock)
        {
            _underflows++;
            (open, final) = (_firstOpen, _finalClose);
        }

        CallbackFailures.Report(this, $"close of {Name}", ResourceFailures.Underflow(Name, place, open, final));
    }
}
