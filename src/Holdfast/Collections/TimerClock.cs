namespace Holdfast.Collections;

/// <summary>
/// What a timer knows of time: when it started, when it fires next. It decides and does nothing; its owner locks.
/// </summary>
internal sealed class TimerClock(RestartableTimerOptions options)
{
    private readonly TimeProvider _time = options.TimeProvider;
    private long _origin;
    private long _pausedAt;
    private TimeSpan _period;
    private TimeSpan _deadline;

    /// <summary>Which time of the grid is the next, from 1.</summary>
    private long _number;

    public bool IsStarted { get; private set; }

    public bool IsPaused { get; private set; }

    /// <summary>How long until the next time, at least zero; null when not started.</summary>
    public TimeSpan? Remaining
    {
        get
        {
            if (!IsStarted) return null;
            TimeSpan rest = _deadline - Elapsed;
            return rest > TimeSpan.Zero ? rest : TimeSpan.Zero;
        }
    }

    /// <summary>Since the start, without pauses.</summary>
    private TimeSpan Elapsed => _time.GetElapsedTime(_origin, IsPaused ? _pausedAt : _time.GetTimestamp());

    public void Start(TimeSpan period)
    {
        _origin = _time.GetTimestamp();
        _period = period;
        SetDeadline(1);
        (IsStarted, IsPaused) = (true, false);
    }

    public void Stop() => (IsStarted, IsPaused) = (false, false);

    public void Pause()
    {
        if (!IsStarted || IsPaused) return;
        _pausedAt = _time.GetTimestamp();
        IsPaused = true;
    }

    public void Resume()
    {
        if (!IsPaused) return;
        _origin += _time.GetTimestamp() - _pausedAt;
        IsPaused = false;
    }

    /// <summary>
    /// Tells whether the time has come. Then a repeating timer is set to the next time of its grid that is still to
    /// come, and another is stopped.
    /// </summary>
    public bool TryFire()
    {
        if (!IsStarted || IsPaused) return false;
        TimeSpan now = Elapsed;
        if (now < _deadline) return false;
        if (options.IsRepeating)
            SetDeadline(Math.Max(_number + 1, ((now - options.Jitter).Ticks / _period.Ticks) + 1));
        else
            Stop();
        return true;
    }

    private void SetDeadline(long number)
    {
        _number = number;
        _deadline = TimeSpan.FromTicks(number * _period.Ticks) + NextJitter();
    }

    private TimeSpan NextJitter() =>
        options.Jitter > TimeSpan.Zero ? options.Jitter * options.Random.NextDouble() : TimeSpan.Zero;
}
