using System.Runtime.CompilerServices;

namespace Holdfast.Lifecycle.Resources;

/// <summary>
/// A resource that several users have open at once: the first open starts it up, the last close shuts it down.
/// </summary>
/// <remarks>
/// Shape.   Derive from it, or use <see cref="SharedResource"/> to make one of functions or around any object. It can
///          be opened again after its final close, any number of times. A start-up that fails leaves it closed, and the
///          next open tries again. A shut-down that fails throws to the one who made the final close; the resource is
///          closed all the same, and whoever joined it goes on.
/// Threads. Any. An open while the start-up runs waits until that is complete. A start-up may open its own resource,
///          and a shut-down may join it: neither waits for itself, nor do the tasks and threads that it begins, since
///          it may wait for them. Only a thread that asks for the value waits for the start-up that began it, until
///          that returns. The shut-down runs where the final close is made, so it must not join the thread that it may
///          run on (<see cref="ThreadJoining.JoinIfOther(Thread)"/>).
/// Cost.    Opening and closing what is open: one atomic step each, no allocation.
/// Source.  cs.resources, MultiOpenMixin.
/// </remarks>
/// <typeparam name="T">What the start-up gives to those who have it open.</typeparam>
public abstract partial class SharedResource<T> : IOpenable, IClosable
{
    private readonly Lock _lock = new();

    /// <summary>
    /// How often it is open; more than 0 only in phase Open, and only then it changes without the lock.
    /// </summary>
    private int _openCount;

    private volatile ResourcePhase _phase;
    private volatile bool _hasOpened;
    private T _value = default!;
    private ResourceTransition? _transition;

    /// <summary>Counts start-ups, so that a lease of one that failed or is long over closes nothing.</summary>
    private long _cycle;

    /// <summary>Whether it is open now.</summary>
    public bool IsOpen => Volatile.Read(ref _openCount) > 0;

    /// <summary>Whether it was open and is not any more; false when it was never open.</summary>
    public bool IsClosed => _hasOpened && _phase is ResourcePhase.Closed or ResourcePhase.ShuttingDown;

    /// <summary>What the start-up gave.</summary>
    /// <exception cref="Errors.HoldfastOperationException">ResourceNotOpened: it was never open.</exception>
    /// <exception cref="ResourceClosedException">ResourceClosed.</exception>
    public T Value
    {
        get
        {
            if (!IsOpen && !IsOpenAfterStartUp()) throw NotOpen();
            return _value;
        }
    }

    /// <summary>How often it was opened, started up and shut down so far.</summary>
    public ResourceCounters Counters
    {
        get
        {
            lock (_lock)
            {
                return new(_hasOpened, _openCount, _startUps, _failedStartUps, _shutDowns, _underflows);
            }
        }
    }

    /// <summary>Gives its name for messages; the default is the name of its type.</summary>
    protected virtual string Name => GetType().Name;

    /// <summary>
    /// Opens it; the first open runs the start-up, all others wait until it is complete. Close it as often.
    /// </summary>
    /// <param name="file">Where the open is; the compiler gives it.</param>
    /// <param name="line">Where the open is; the compiler gives it.</param>
    /// <remarks>Threads. Blocks while an asynchronous start-up runs.</remarks>
    /// <exception cref="Errors.HoldfastOperationException">OpenedByShutDown: its own shut-down opens it.</exception>
    public void Open([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        if (!TryAddOpen()) OpenSlowly(new CodePlace(file, line));
    }

    /// <inheritdoc cref="Open(string, int)"/>
    /// <param name="token">
    /// Ends the waiting, or the start-up that this open runs; then it is not open for the caller.
    /// </param>
    /// <param name="file">Where the open is; the compiler gives it.</param>
    /// <param name="line">Where the open is; the compiler gives it.</param>
    public ValueTask OpenAsync(
        CancellationToken token = default, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        TryAddOpen() ? default : OpenSlowlyAsync(new CodePlace(file, line), token);

    /// <summary>Opens it and gives the lease that closes it when it is disposed of.</summary>
    /// <param name="file">Where the open is; the compiler gives it.</param>
    /// <param name="line">Where the open is; the compiler gives it.</param>
    public ResourceLease<T> Lease([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        Open(file, line);
        return new ResourceLease<T>(this, Volatile.Read(ref _cycle), new CodePlace(file, line));
    }

    /// <inheritdoc cref="Lease(string, int)"/>
    /// <param name="token">Ends the waiting, or the start-up that this open runs.</param>
    /// <param name="file">Where the open is; the compiler gives it.</param>
    /// <param name="line">Where the open is; the compiler gives it.</param>
    public async ValueTask<ResourceLease<T>> LeaseAsync(
        CancellationToken token = default, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        await OpenAsync(token, file, line).ConfigureAwait(false);
        return new ResourceLease<T>(this, Volatile.Read(ref _cycle), new CodePlace(file, line));
    }

    /// <summary>Throws unless it is open; the first line of a method that needs it open.</summary>
    /// <remarks>Shape. A start-up may call such methods of its own resource.</remarks>
    /// <exception cref="Errors.HoldfastOperationException">ResourceNotOpened: it was never open.</exception>
    /// <exception cref="ResourceClosedException">ResourceClosed; names the place of the final close.</exception>
    public void ThrowIfNotOpen()
    {
        if (!IsOpen && !IsOwnStartUp) throw NotOpen();
    }

    /// <summary>Says what it is and how often it is open.</summary>
    public override string ToString() => $"{Name}: {_phase}, open {Volatile.Read(ref _openCount)} times";

    void IOpenable.Open() => Open();

    void IOpenable.Close() => Close();

    /// <summary>Makes what the users share; runs once for each first open.</summary>
    /// <param name="token">That of the open that runs it; its end should end the start-up.</param>
    protected abstract ValueTask<T> StartUpAsync(CancellationToken token);

    /// <summary>Ends what the start-up made; runs once for each final close.</summary>
    protected abstract ValueTask ShutDownAsync(T value);

    private bool IsOwnStartUp
    {
        get
        {
            lock (_lock)
            {
                return _phase == ResourcePhase.Starting && _transition!.IsOwn;
            }
        }
    }

    private bool IsOpenAfterStartUp()
    {
        ResourceTransition? starting;
        lock (_lock) starting = _phase == ResourcePhase.Starting ? _transition : null;
        starting?.WaitAside();
        return IsOpen;
    }

    private Exception NotOpen() => _hasOpened
        ? ResourceFailures.Closed(Name, _finalClose)
        : ResourceFailures.NotOpened(Name);
}
