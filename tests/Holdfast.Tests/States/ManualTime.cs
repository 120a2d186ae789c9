namespace Holdfast.Tests.States;

/// <summary>A clock whose timers fire when a test says so.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly List<ManualTimer> _timers = [];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(callback, state);
        timer.Change(dueTime, period);
        _timers.Add(timer);
        return timer;
    }

    /// <summary>Runs what is due within a time, each timer once, on this thread.</summary>
    public int Fire(TimeSpan within) => _timers.ToList().Count(timer => timer.Fire(within));

    private sealed class ManualTimer(TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _due = Timeout.InfiniteTimeSpan;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _due = dueTime;
            return true;
        }

        public bool Fire(TimeSpan within)
        {
            if (_due == Timeout.InfiniteTimeSpan || _due > within) return false;
            _due = Timeout.InfiniteTimeSpan;
            callback(state);
            return true;
        }

        public void Dispose() => _due = Timeout.InfiniteTimeSpan;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
