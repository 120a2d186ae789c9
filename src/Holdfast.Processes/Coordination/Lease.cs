namespace Holdfast.Processes.Coordination;

/// <summary>
/// A lock with a time to live: who has it renews it, and loses it when it is not heard of for that time, though its
/// process may still be there.
/// </summary>
/// <remarks>
/// For work that must not be held up by a process that hangs. What hangs may wake up later and still believe that it
/// has the lease: then <see cref="Hold.Lost"/> tells it, and the fencing token stops what it does until it listens.
/// Threads. Any. Cost. As a lock, and one commit each third of the time to live.
/// </remarks>
public sealed class Lease
{
    private readonly Gate _gate;

    internal Lease(State state, StatePath path, TimeSpan timeToLive)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(timeToLive, ShortestTime);
        GateRules rules = new(new GateRecord(path), capacity: 1, timeToLive, isKept: false);
        _gate = new Gate(state, rules, "lease", timeToLive);
        TimeToLive = timeToLive;
    }

    /// <summary>The shortest time to live: expiry is checked ten times a second.</summary>
    public static TimeSpan ShortestTime { get; } = TimeSpan.FromMilliseconds(300);

    /// <summary>How long it is held without a renewal.</summary>
    public TimeSpan TimeToLive { get; }

    /// <inheritdoc cref="DistributedLock.TryTake"/>
    public Hold? TryTake() => _gate.TryTake(1, about: null);

    /// <inheritdoc cref="DistributedLock.Take"/>
    public Hold Take(TimeSpan? timeout = null, CancellationToken token = default) =>
        _gate.Take(1, about: null, timeout, token);

    /// <inheritdoc cref="DistributedLock.Take"/>
    public Task<Hold> TakeAsync(TimeSpan? timeout = null, CancellationToken token = default) =>
        _gate.TakeAsync(1, about: null, timeout, token);

    /// <inheritdoc cref="DistributedLock.GetHolder"/>
    public Holder? GetHolder() => _gate.GetHolders() is [var holder, ..] ? holder : null;
}
