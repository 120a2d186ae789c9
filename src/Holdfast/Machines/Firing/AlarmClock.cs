using Holdfast.Errors;
using Holdfast.Reporting;

namespace Holdfast.Machines.Firing;

/// <summary>Takes the delayed transitions of a machine when their time has come.</summary>
/// <remarks>
/// Threads. Any. One timer, set to the first of them; when it rings, what is due is decided like any firing, so that
///          an alarm that was called off meanwhile does nothing.
/// </remarks>
internal sealed class AlarmClock<TState, TTrigger> : IDisposable
    where TState : notnull
    where TTrigger : notnull
{
    /// <summary>
    /// Timers take no more than 49 days, and the wall clock may be set; so it looks again now and then.
    /// </summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>One that failed, for example with its store, is tried again, but not at once.</summary>
    private static readonly TimeSpan WaitAfterFailure = TimeSpan.FromSeconds(10);

    private readonly Machine<TState, TTrigger> _machine;
    private readonly TimeProvider _clock;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private bool _isOver;

    public AlarmClock(Machine<TState, TTrigger> machine, TimeProvider clock)
    {
        (_machine, _clock) = (machine, clock);
        _timer = clock.CreateTimer(
            static self => _ = ((AlarmClock<TState, TTrigger>)self!).RingAsync(),
            this,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
    }

    /// <summary>Sets the timer to the first alarm of the position as it is now, or stops it.</summary>
    public void Set()
    {
        // The position is read under the lock, so that whoever comes last sets what was decided last.
        lock (_gate)
        {
            if (_isOver) return;
            TimeSpan wait = Timeout.InfiniteTimeSpan;
            if (_machine.Position.Alarms.Min(alarm => alarm.Due) is { } first)
            {
                wait = first - _clock.GetUtcNow();
                wait = wait < TimeSpan.Zero ? TimeSpan.Zero : wait > LongestWait ? LongestWait : wait;
            }

            _timer.Change(wait, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isOver = true;
            _timer.Dispose();
        }
    }

    private async Task RingAsync()
    {
        try
        {
            DateTimeOffset now = _clock.GetUtcNow();
            bool hasFailed = false;
            foreach (Alarm<TState, TTrigger> alarm in _machine.Position.Alarms.OrderBy(alarm => alarm.Due))
                if (alarm.Due <= now) hasFailed |= !await TryTakeAsync(alarm).ConfigureAwait(false);
            if (hasFailed) SetAfterFailure();
            else Set();
        }
        catch (Exception) when (_machine.IsStoreClosed)
        {
            // Its machines are not driven from here any more.
        }
        catch (Exception failure)
        {
            Report(failure);
            SetAfterFailure();
        }
    }

    /// <summary>Takes one whose time has come; false: it has to be tried again.</summary>
    private async Task<bool> TryTakeAsync(Alarm<TState, TTrigger> alarm)
    {
        try
        {
            await _machine.TakeDelayedAsync(alarm).ConfigureAwait(false);
            return true;
        }
        catch (Exception failed) when (!_machine.IsStoreClosed)
        {
            // What is due next is not to wait for it. After a failed action the transition stands.
            Report(failed);
            return failed is HoldfastOperationException { Code: ErrorCode.MachineActionFailed };
        }
    }

    /// <summary>Tries again after a while, and before that when another one becomes due.</summary>
    private void SetAfterFailure()
    {
        lock (_gate)
        {
            if (_isOver) return;
            DateTimeOffset now = _clock.GetUtcNow();
            TimeSpan wait = _machine.IsStoreClosed
                ? WaitAfterFailure
                : _machine.Position.Alarms
                    .Select(alarm => alarm.Due)
                    .OfType<DateTimeOffset>()
                    .Where(due => due > now)
                    .Select(due => due - now)
                    .Append(WaitAfterFailure)
                    .Min();
            _timer.Change(wait, Timeout.InfiniteTimeSpan);
        }
    }

    private void Report(Exception failure) =>
        CallbackFailures.Report(_machine, "a delayed transition of a machine", failure);
}
