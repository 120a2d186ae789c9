namespace Holdfast.Lifecycle.Pools;

/// <summary>The objects of a pool that nobody uses, newest last. Guarded by the lock of the pool's limit.</summary>
internal sealed class IdleItems<T>
    where T : notnull
{
    /// <summary>A timer counts milliseconds, and one that is due a little early has to come again.</summary>
    private static readonly TimeSpan ShortestDue = TimeSpan.FromMilliseconds(1);

    private readonly List<PoolItem<T>> _items = [];
    private readonly int _most;
    private readonly TimeSpan? _maxTime;
    private readonly TimeProvider _clock;
    private readonly ITimer? _timer;
    private bool _isTimerSet;

    public IdleItems(PoolOptions<T> options, Action onTimer)
    {
        _most = options.MaxIdle == 0 ? int.MaxValue : options.MaxIdle;
        (_maxTime, _clock) = (options.MaxIdleTime, options.TimeProvider);
        if (_maxTime is null) return;
        _timer = _clock.CreateTimer(
            _ => onTimer(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public int Count => _items.Count;

    /// <summary>Whether all that lie here, the newest one too, lie here for too long.</summary>
    public bool IsNewestExpired => _maxTime is not null && IsExpired(_items[^1]);

    /// <summary>Takes the one that was returned last.</summary>
    public PoolItem<T> Pop()
    {
        PoolItem<T> item = _items[^1];
        _items.RemoveAt(_items.Count - 1);
        return item;
    }

    /// <summary>Keeps one, unless enough are kept; its time begins now.</summary>
    public bool TryPush(PoolItem<T> item)
    {
        if (_maxTime is not null) item.IdleSince = _clock.GetTimestamp();
        return TryPutBack(item);
    }

    /// <summary>Keeps one, unless enough are kept; its time goes on.</summary>
    public bool TryPutBack(PoolItem<T> item)
    {
        if (_items.Count >= _most) return false;
        _items.Add(item);
        if (_maxTime is not null && !_isTimerSet) SetTimer(RestOf(item));
        return true;
    }

    /// <summary>Whether one that was taken lay here for too long.</summary>
    public bool IsExpired(PoolItem<T> item) => RestOf(item) <= TimeSpan.Zero;

    /// <summary>Takes those that lie here for too long, and sets the timer for the next one.</summary>
    public List<PoolItem<T>> TakeExpired()
    {
        int count = 0;
        while (count < _items.Count && IsExpired(_items[count])) count++;
        List<PoolItem<T>> expired = _items.GetRange(0, count);
        _items.RemoveRange(0, count);
        _isTimerSet = false;
        if (_items.Count > 0) SetTimer(RestOf(_items[0]));
        return expired;
    }

    /// <summary>Takes all, for good.</summary>
    public List<PoolItem<T>> TakeAll()
    {
        _timer?.Dispose();
        List<PoolItem<T>> all = [.. _items];
        _items.Clear();
        return all;
    }

    private TimeSpan RestOf(PoolItem<T> item) =>
        _maxTime is { } time ? time - _clock.GetElapsedTime(item.IdleSince) : TimeSpan.MaxValue;

    private void SetTimer(TimeSpan due)
    {
        _isTimerSet = true;
        _timer!.Change(due > ShortestDue ? due : ShortestDue, Timeout.InfiniteTimeSpan);
    }
}
