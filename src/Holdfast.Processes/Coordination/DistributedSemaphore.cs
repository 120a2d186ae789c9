namespace Holdfast.Processes.Coordination;

/// <summary>A number of units for all processes with the store open; those of a process that dies come back.</summary>
/// <remarks>
/// First come, first served: a caller that asks for many is not overtaken by those that ask for few.
/// Threads. Any. Cost. As a lock.
/// </remarks>
public sealed class DistributedSemaphore
{
    private readonly Gate _gate;

    internal DistributedSemaphore(State state, StatePath path, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        GateRules rules = new(new GateRecord(path), count, timeToLive: null, isKept: true);
        _gate = new Gate(state, rules, "semaphore", null);
        Count = count;
    }

    /// <summary>How many units there are.</summary>
    public int Count { get; }

    /// <summary>How many units are free.</summary>
    public int FreeCount => Count - GetHolders().Sum(holder => holder.Units);

    /// <summary>How many callers wait.</summary>
    public int WaiterCount => _gate.CountWaiters();

    /// <summary>Takes units if they are free and nobody waits; else null.</summary>
    /// <exception cref="Errors.HoldfastOperationException">
    /// CountDiffers: the semaphore at the path is of another count.
    /// </exception>
    public Hold? TryTake(int units = 1) => _gate.TryTake(Checked(units), about: null);

    /// <summary>Takes units, and waits for them.</summary>
    /// <param name="units">How many, all at once; at most <see cref="Count"/>.</param>
    /// <param name="timeout">How long to wait in total; null: without end.</param>
    /// <param name="token">Ends the waiting.</param>
    /// <exception cref="HoldTimeoutException">HoldTimedOut, naming who has them.</exception>
    /// <exception cref="Errors.HoldfastOperationException">
    /// CountDiffers: the semaphore at the path is of another count.
    /// </exception>
    public Hold Take(int units = 1, TimeSpan? timeout = null, CancellationToken token = default) =>
        _gate.Take(Checked(units), about: null, timeout, token);

    /// <inheritdoc cref="Take"/>
    public Task<Hold> TakeAsync(int units = 1, TimeSpan? timeout = null, CancellationToken token = default) =>
        _gate.TakeAsync(Checked(units), about: null, timeout, token);

    /// <summary>Says who has units and lives, longest first.</summary>
    public IReadOnlyList<Holder> GetHolders() => _gate.GetHolders();

    private int Checked(int units)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(units, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(units, Count);
        return units;
    }
}
