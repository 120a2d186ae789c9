namespace Holdfast.Tests.Lifecycle;

/// <summary>A clock that moves when a test says so, and runs the timers that are due on the test's thread.</summary>
internal sealed class SteppedClock : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Lock _lock = new();
    private readonly List<SteppedTimer> _timers = [];
    private TimeSpan _elapsed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How many timers are set.</summary>
    public int SetTimers
    {
        get
        {
            lock (_lock)
            {
                return _timers.Count(timer => timer.Due != TimeSpan.MaxValue);
            }
        }
    }

    public override DateTimeOffset GetUtcNow() => Start + Elapsed;

    public override long GetTimestamp() => Elapsed.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        SteppedTimer timer = new(this, callback, state);
        timer.Change(dueTime, period);
        lock (_lock)
        {
            _timers.Add(timer);
        }

        return timer;
    }

    /// <summary>Moves on, and runs what became due, in the order of the due times.</summary>
    public void Advance(TimeSpan time)
    {
        TimeSpan target = Elapsed + time;
        while (TakeDue(target) is { } due) due.Run();
        lock (_lock)
        {
            _elapsed = target;
        }
    }

    private TimeSpan Elapsed
    {
        get
        {
            lock (_lock)
            {
                return _elapsed;
            }
        }
    }

    private SteppedTimer? TakeDue(TimeSpan target)
    {
        lock (_lock)
        {
            SteppedTimer? next = _timers.Where(timer => timer.Due <= target).MinBy(timer => timer.Due);
            if (next is null) return null;
            _elapsed = next.Due > _elapsed ? next.Due : _elapsed;
            next.Due = next.Period > TimeSpan.Zero ? _elapsed + next.Period : TimeSpan.MaxValue;
            return next;
        }
    }

    private sealed class SteppedTimer(SteppedClock clock, TimerCallback callback, object? state) : ITimer
    {
        public TimeSpan Due { get; set; } = TimeSpan.MaxValue;

        public TimeSpan Period { get; private set; }

        public void Run() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._lock)
            {
                Due = dueTime == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : clock._elapsed + dueTime;
                Period = period;
            }

            return true;
        }

        public void Dispose()
        {
            lock (clock._lock)
            {
                clock._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
