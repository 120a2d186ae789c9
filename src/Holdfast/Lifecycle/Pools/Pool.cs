using Holdfast.Errors;
using Holdfast.Replicas;

namespace Holdfast.Lifecycle.Pools;

/// <summary>Objects that are costly to make and are used again and again.</summary>
/// <remarks>
/// Shape.   Gives out what was returned last, or makes a new one; never gives one object to two users. Bounds how many
///          lie ready (<see cref="PoolOptions{T}.MaxIdle"/>) and, apart from that, how many are in use
///          (<see cref="PoolOptions{T}.Limit"/>). Objects that it does not keep are disposed of if they can be.
/// Threads. Any. No function of the program runs under its lock.
/// Cost.    Taking and returning: one short lock each, no allocation. No thread; a timer only while idle objects can
///          expire.
/// Source.  cs.resources, Pool.
/// </remarks>
/// <typeparam name="T">What is pooled.</typeparam>
public sealed partial class Pool<T> : IDisposable, IAsyncDisposable
    where T : notnull
{
    private readonly Func<CancellationToken, ValueTask<T>> _create;
    private readonly PoolOptions<T> _options;
    private readonly PoolLimit _limit;
    private readonly Lock _lock;
    private readonly bool _isChecked;
    private bool _isDisposed;

    /// <summary>Makes an empty pool.</summary>
    /// <param name="create">Makes an object that is ready for use.</param>
    /// <param name="options">The options; null: the defaults.</param>
    public Pool(Func<T> create, PoolOptions<T>? options = null)
        : this(ToAsynchronous(create), options)
    {
    }

    /// <summary>Makes an empty pool of objects whose making takes time, such as a connection.</summary>
    /// <inheritdoc cref="Pool{T}(Func{T}, PoolOptions{T}?)"/>
    public Pool(Func<CancellationToken, ValueTask<T>> create, PoolOptions<T>? options = null)
    {
        ArgumentNullException.ThrowIfNull(create);
        _create = create;
        _options = options ?? PoolOptions<T>.Default;
        _limit = _options.Limit ?? new PoolLimit(_options.MaxInUse);
        _lock = _limit.Lock;
        _isChecked = _options.IsHealthy is not null || _options.IsHealthyAsync is not null;
        _idle = new IdleItems<T>(_options, OnIdleTimer);
    }

    /// <summary>What it has, and what it has counted.</summary>
    public PoolCounters Counters
    {
        get
        {
            lock (_lock)
            {
                return _tally.With(_inUse, _idle.Count);
            }
        }
    }

    /// <summary>Takes an object, and waits for one when as many are in use as may be.</summary>
    /// <param name="timeout">How long to wait; null: without end; zero: not at all.</param>
    /// <remarks>Threads. Blocks while it waits, and while an asynchronous creation or check runs.</remarks>
    /// <exception cref="HoldfastTimeoutException">TimedOut: none was returned in time.</exception>
    /// <exception cref="ObjectDisposedException">The pool was disposed of, perhaps during the waiting.</exception>
    public Pooled<T> Take(TimeSpan? timeout = null)
    {
        if (TryTakeIdle(out Pooled<T> taken)) return taken;
        ValueTask<Pooled<T>> taking = TakeSlowlyAsync(timeout, default);
        return taking.IsCompleted ? taking.GetAwaiter().GetResult() : taking.AsTask().GetAwaiter().GetResult();
    }

    /// <inheritdoc cref="Take(TimeSpan?)"/>
    /// <param name="timeout">How long to wait; null: without end; zero: not at all.</param>
    /// <param name="token">Ends the waiting, the creation and the check.</param>
    public ValueTask<Pooled<T>> TakeAsync(TimeSpan? timeout = null, CancellationToken token = default)
    {
        if (token.IsCancellationRequested) return ValueTask.FromCanceled<Pooled<T>>(token);
        return TryTakeIdle(out Pooled<T> taken)
            ? new ValueTask<Pooled<T>>(taken)
            : TakeSlowlyAsync(timeout, token);
    }

    /// <summary>Takes an object if that needs no waiting for its return by others.</summary>
    /// <returns>False when as many are in use as may be.</returns>
    public bool TryTake(out Pooled<T> taken)
    {
        if (TryTakeIdle(out taken)) return true;
        bool hasEntered;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            hasEntered = _limit.TryEnter();
        }

        if (hasEntered) taken = GetEnteredAsync(default).AsTask().GetAwaiter().GetResult();
        return hasEntered;
    }

    /// <summary>
    /// Ends the pool: disposes of what lies ready, and of what is in use once it is returned; whoever waits gets an
    /// exception.
    /// </summary>
    public void Dispose() => Wait(DisposeAsync());

    /// <inheritdoc cref="Dispose"/>
    public async ValueTask DisposeAsync()
    {
        List<PoolItem<T>> items;
        List<PoolWaiter> waiters;
        lock (_lock)
        {
            _isDisposed = true;
            items = _idle.TakeAll();
            waiters = _limit.TakeWaitersOf(this);
        }

        waiters.ForEach(waiter => waiter.Refuse(new ObjectDisposedException(ToString())));
        await EndAllAsync(items).ConfigureAwait(false);
    }

    /// <summary>Says what it has.</summary>
    public override string ToString()
    {
        PoolCounters now = Counters;
        return $"Pool<{typeof(T).Name}>: {now.InUse} in use, {now.Idle} idle, at most {_options.MaxIdle} kept";
    }

    internal static void Wait(ValueTask task)
    {
        if (task.IsCompleted) task.GetAwaiter().GetResult();
        else task.AsTask().GetAwaiter().GetResult();
    }

    private static Func<CancellationToken, ValueTask<T>> ToAsynchronous(Func<T> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        return _ => new ValueTask<T>(create());
    }
}
