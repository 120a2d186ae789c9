namespace Holdfast.Processes.Coordination;

/// <summary>Gives what processes coordinate themselves by, each at a path of a state.</summary>
/// <remarks>
/// Shape. The record is plain JSON at the path: it can be looked at, watched, and removed while nobody uses it. Nothing
///        is written before the first use. All processes give the same path and the same numbers.
/// Errors. NotCoordination, and nothing is changed: the path is that of the whole state, or at the first use something
///        else is there.
/// </remarks>
public static class StateCoordination
{
    /// <summary>Gives the lock at a path.</summary>
    public static DistributedLock GetLock(this State state, StatePath path)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new DistributedLock(state, path);
    }

    /// <summary>Gives the lease at a path.</summary>
    /// <param name="state">The state that keeps the record.</param>
    /// <param name="path">The path of the record.</param>
    /// <param name="timeToLive">How long it is held without a renewal; 0.3 s or more.</param>
    public static Lease GetLease(this State state, StatePath path, TimeSpan timeToLive)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new Lease(state, path, timeToLive);
    }

    /// <summary>Gives the semaphore at a path.</summary>
    /// <param name="state">The state that keeps the record.</param>
    /// <param name="path">The path of the record.</param>
    /// <param name="count">How many units there are; 1 or more, the same for all who use it.</param>
    public static DistributedSemaphore GetSemaphore(this State state, StatePath path, int count)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new DistributedSemaphore(state, path, count);
    }

    /// <summary>Gives the election at a path.</summary>
    /// <param name="state">The state that keeps the record.</param>
    /// <param name="path">The path of the record.</param>
    /// <param name="timeToLive">
    /// How long a leader that is not heard of keeps the lead, 0.3 s or more; null: for as long as its process lives.
    /// </param>
    public static Election GetElection(this State state, StatePath path, TimeSpan? timeToLive = null)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new Election(state, path, timeToLive);
    }

    /// <summary>Gives the work queue at a path.</summary>
    /// <param name="state">The state that keeps the record.</param>
    /// <param name="path">The path of the record.</param>
    /// <param name="options">How this process treats it; null: the defaults.</param>
    public static WorkQueue GetQueue(this State state, StatePath path, WorkQueueOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new WorkQueue(state, path, options);
    }

    /// <summary>Gives the barrier at a path.</summary>
    /// <param name="state">The state that keeps the record.</param>
    /// <param name="path">The path of the record.</param>
    /// <param name="count">How many have to come; 1 or more, the same for all who use it.</param>
    public static DistributedBarrier GetBarrier(this State state, StatePath path, int count)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new DistributedBarrier(state, path, count);
    }

    /// <summary>Gives the countdown at a path.</summary>
    public static Countdown GetCountdown(this State state, StatePath path)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new Countdown(state, path);
    }
}
