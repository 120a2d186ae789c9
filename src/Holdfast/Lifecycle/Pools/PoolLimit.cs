using Holdfast.Errors;

namespace Holdfast.Lifecycle.Pools;

/// <summary>How many objects may be in use at once, in one pool or in all those that share this limit.</summary>
/// <remarks>
/// Shape.   Who finds it reached waits in line: first come, first served, across the pools that share it.
/// Threads. Any.
/// </remarks>
public sealed class PoolLimit
{
    /// <summary>How many may wait; a line that long means that objects never come back.</summary>
    internal const int MostWaiting = 1_000_000;

    private readonly LinkedList<PoolWaiter> _waiters = new();
    private int _inUse;

    /// <summary>Makes a limit.</summary>
    /// <param name="maxInUse">How many objects may be in use at once; 1 or more.</param>
    public PoolLimit(int maxInUse)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxInUse, 1);
        MaxInUse = maxInUse;
    }

    /// <summary>How many objects may be in use at once.</summary>
    public int MaxInUse { get; }

    /// <summary>How many are in use, being made or being disposed of.</summary>
    public int InUse => Volatile.Read(ref _inUse);

    /// <summary>How many callers wait for an object.</summary>
    public int Waiting
    {
        get
        {
            lock (Lock)
            {
                return _waiters.Count;
            }
        }
    }

    /// <summary>
    /// Guards this limit and every pool that has it, so that taking and returning are one short step.
    /// </summary>
    internal Lock Lock { get; } = new();

    /// <summary>Takes the right to use one object, if there is one and nobody waits for it. Under the lock.</summary>
    /// <remarks>Nobody waits while one is free: whoever gives one back hands it to the first in line.</remarks>
    internal bool TryEnter()
    {
        if (_inUse >= MaxInUse) return false;
        _inUse++;
        return true;
    }

    /// <summary>
    /// Gives the right back, or rather to the first in line, who is then to be woken. Under the lock.
    /// </summary>
    internal PoolWaiter? Exit()
    {
        if (_waiters.First is not { } first)
        {
            _inUse--;
            return null;
        }

        _waiters.Remove(first);
        return first.Value;
    }

    /// <summary>Queues up. Under the lock.</summary>
    /// <exception cref="HoldfastOperationException">LimitReached.</exception>
    internal void Enqueue(PoolWaiter waiter)
    {
        if (_waiters.Count >= MostWaiting)
            throw new HoldfastOperationException(
                ErrorCode.LimitReached, $"{MostWaiting} wait for an object of a pool; find out who returns none.");
        _waiters.AddLast(waiter.Place);
    }

    /// <summary>Leaves the line; false when the waiter was given the right already. Under the lock.</summary>
    internal bool TryLeave(PoolWaiter waiter)
    {
        if (waiter.Place.List != _waiters) return false;
        _waiters.Remove(waiter.Place);
        return true;
    }

    /// <summary>Takes those out of the line who wait for one pool. Under the lock.</summary>
    internal List<PoolWaiter> TakeWaitersOf(object pool)
    {
        List<PoolWaiter> taken = [.. _waiters.Where(waiter => waiter.Pool == pool)];
        taken.ForEach(waiter => _waiters.Remove(waiter.Place));
        return taken;
    }
}
