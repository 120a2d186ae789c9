using Holdfast.Timing;

namespace Holdfast.Lifecycle.Pools;

/// <summary>Says how a pool behaves.</summary>
/// <remarks>Threads. Immutable.</remarks>
/// <typeparam name="T">What is pooled.</typeparam>
public sealed record PoolOptions<T>
    where T : notnull
{
    internal static PoolOptions<T> Default { get; } = new();

    /// <summary>How many objects that nobody uses are kept for the next user; what is more is disposed of.</summary>
    /// <remarks>Units. Default 4. 0 means no limit: all are kept.</remarks>
    public int MaxIdle
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    }
    = 4;

    /// <summary>How many may be in use at once; whoever wants one more waits. Default: no limit.</summary>
    /// <remarks>Units. 1 or more.</remarks>
    public int MaxInUse
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    }
    = int.MaxValue;

    /// <summary>A limit that this pool shares with others; then <see cref="MaxInUse"/> does not count.</summary>
    public PoolLimit? Limit { get; init; }

    /// <summary>How long an object may stay unused before it is disposed of. Default, null: no limit.</summary>
    public TimeSpan? MaxIdleTime
    {
        get;
        init
        {
            if (value is { } time) ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(time, TimeSpan.Zero);
            if (value > Deadline.Longest) value = Deadline.Longest;
            field = value;
        }
    }

    /// <summary>
    /// Says whether an object that was used before may be given out again; otherwise it is disposed of, and the next
    /// one looked at. Default, null: it may.
    /// </summary>
    /// <remarks>Shape. What throws means no, and is reported.</remarks>
    public Func<T, bool>? IsHealthy { get; init; }

    /// <summary>As <see cref="IsHealthy"/>, when the answer takes time, such as a ping.</summary>
    public Func<T, CancellationToken, ValueTask<bool>>? IsHealthyAsync { get; init; }

    /// <summary>
    /// Makes an object as good as new when it is returned, and says whether that could be done; otherwise it is
    /// disposed of. Default, null: it is kept as it was returned.
    /// </summary>
    /// <remarks>Shape. What throws means no, and is reported.</remarks>
    public Func<T, bool>? Reset { get; init; }

    /// <summary>
    /// Says whether an object is discarded after an exception of its user in <see cref="Pool{T}.Use(Action{T})"/> and
    /// its like. Default, null: it is returned all the same.
    /// </summary>
    public Func<Exception, bool>? IsBrokenBy { get; init; }

    /// <summary>The clock for waiting and idle times.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
