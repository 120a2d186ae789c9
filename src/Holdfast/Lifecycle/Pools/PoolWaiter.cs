namespace Holdfast.Lifecycle.Pools;

/// <summary>Somebody who waits in line for the right to use an object of a pool.</summary>
internal sealed class PoolWaiter
{
    private readonly TaskCompletionSource _granted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public PoolWaiter(object pool)
    {
        Pool = pool;
        Place = new LinkedListNode<PoolWaiter>(this);
    }

    /// <summary>The pool that the object is to come from.</summary>
    public object Pool { get; }

    /// <summary>The place in the line.</summary>
    public LinkedListNode<PoolWaiter> Place { get; }

    /// <summary>Ends when the right is had, or the pool was disposed of.</summary>
    public Task Granted => _granted.Task;

    /// <summary>Says that the right is had. Outside the lock.</summary>
    public void Grant() => _granted.SetResult();

    /// <summary>Says that the pool was disposed of. Outside the lock.</summary>
    public void Refuse(Exception reason) => _granted.SetException(reason);
}
