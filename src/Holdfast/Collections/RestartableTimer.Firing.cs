using Holdfast.Reporting;

namespace Holdfast.Collections;

/// <content>How the time is waited for and the handler called.</content>
public sealed partial class RestartableTimer
{
    /// <summary>The longest time that the system's timers take; a longer one is waited for in parts.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(int.MaxValue - 1);

    private int _calls;
    private bool _isOwed;
    private TaskCompletionSource? _ending;

    /// <summary>Ends when no call of the handler runs; it never fails.</summary>
    public Task Running
    {
        get
        {
            lock (_lock) return _ending?.Task ?? Task.CompletedTask;
        }
    }

    /// <summary>
    /// Called by the system's timer. It may come early, or late for a time that does not count any more; so what counts
    /// is the clock.
    /// </summary>
    private void Look()
    {
        lock (_lock)
        {
            if (!_clock.TryFire())
            {
                Arm();
                return;
            }

            Arm();
            if (_calls > 0 && !_options.MayOverlap)
            {
                _isOwed = !_options.IsRepeating;
                return;
            }

            if (_calls++ == 0) _ending = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        _ = CallAsync();
    }

    /// <summary>Lets the system's timer come at the next time, or not at all. Called under the lock.</summary>
    private void Arm()
    {
        TimeSpan wait = Timeout.InfiniteTimeSpan;
        if (!_clock.IsPaused && _clock.Remaining is { } rest)
        {
            // Rounded up, because the system's timers drop part of a millisecond and would come early.
            TimeSpan whole = TimeSpan.FromMilliseconds(Math.Ceiling(rest.TotalMilliseconds));
            wait = whole < LongestWait ? whole : LongestWait;
        }

        _timer.Change(wait, Timeout.InfiniteTimeSpan);
    }

    private async Task CallAsync()
    {
        do
        {
            try
            {
                await _handler(_options.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (_options.Token.IsCancellationRequested)
            {
                // It was told to end and did.
            }
            catch (Exception failure)
            {
                CallbackFailures.Report(this, "the handler of a timer", failure);
            }
        }
        while (IsOwed());
    }

    /// <summary>Ends a call; true when the timer fired meanwhile and the handler has to be called for it.</summary>
    private bool IsOwed()
    {
        lock (_lock)
        {
            bool isOwed = _isOwed;
            _isOwed = false;
            if (!isOwed && --_calls == 0) _ending!.SetResult();
            return isOwed;
        }
    }
}
