namespace Holdfast.Processes.Coordination;

/// <summary>
/// A lock that one hold at a time has, of all processes that have the store open: first come, first served.
/// </summary>
/// <remarks>
/// It is kept by the process, not by a thread, and is not reentrant. A process that dies gives it back: the kernel says
/// so, no heartbeat has to be missed.
/// Threads. Any. Cost. Two commits, taking and giving back; a wait adds one, and no thread works meanwhile.
/// </remarks>
public sealed class DistributedLock
{
    private readonly Gate _gate;

    internal DistributedLock(State state, StatePath path) => _gate = new Gate(
        state, new GateRules(new GateRecord(path), capacity: 1, timeToLive: null, isKept: false), "lock", null);

    /// <summary>Takes it if it is free and nobody waits; else null.</summary>
    public Hold? TryTake() => _gate.TryTake(1, about: null);

    /// <summary>Takes it, and waits for it.</summary>
    /// <param name="timeout">How long to wait in total; null: without end.</param>
    /// <param name="token">Ends the waiting.</param>
    /// <exception cref="HoldTimeoutException">HoldTimedOut, naming who has it.</exception>
    public Hold Take(TimeSpan? timeout = null, CancellationToken token = default) =>
        _gate.Take(1, about: null, timeout, token);

    /// <inheritdoc cref="Take"/>
    public Task<Hold> TakeAsync(TimeSpan? timeout = null, CancellationToken token = default) =>
        _gate.TakeAsync(1, about: null, timeout, token);

    /// <summary>Says which living process has it; null when it is available.</summary>
    public Holder? GetHolder() => _gate.GetHolders() is [var holder, ..] ? holder : null;

    /// <summary>How many callers wait.</summary>
    public int WaiterCount => _gate.CountWaiters();
}
