namespace Holdfast.Lifecycle.Resources;

/// <summary>One start-up or shut-down that runs: who belongs to it, and its end.</summary>
/// <remarks>
/// Whoever belongs to it must not wait for its end, since it may wait for him. That is the asynchronous flow of the
/// function: the code that it calls, and the tasks and threads that it begins. The thread alone says nothing: a
/// continuation of something else may run on it.
/// </remarks>
internal sealed class ResourceTransition
{
    private const int NoThread = 0;

    /// <summary>So long a thread waits for the function, which may be waiting for that very thread.</summary>
    private static readonly TimeSpan LeavePatience = TimeSpan.FromSeconds(1);

    private static readonly AsyncLocal<ResourceTransition?> Flow = new();

    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The function has returned; true when it had ended then, and does not go on asynchronously.</summary>
    private readonly TaskCompletionSource<bool> _left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ResourceTransition? _outer;
    private volatile int _thread = NoThread;

    /// <summary>How often a start-up has opened its own resource. Guarded by the resource's lock.</summary>
    public int Opens { get; set; }

    /// <summary>What somebody who does not belong to it has to wait for before looking again.</summary>
    public Task Done => _done.Task;

    /// <summary>Whether the calling code belongs to it.</summary>
    public bool IsOwn
    {
        get
        {
            ResourceTransition? inner = Flow.Value;
            while (inner is not null && inner != this) inner = inner._outer;
            return inner is not null;
        }
    }

    /// <summary>Calls the function; what it begins belongs to the transition too.</summary>
    public TTask Run<TTask>(Func<TTask> function, Func<TTask, bool> hasEnded)
    {
        (_outer, _thread) = (Flow.Value, Environment.CurrentManagedThreadId);
        Flow.Value = this;
        bool isEnd = true;
        try
        {
            TTask task = function();
            isEnd = hasEnded(task);
            return task;
        }
        finally
        {
            Flow.Value = _outer;
            _thread = NoThread;
            _left.SetResult(isEnd);
        }
    }

    /// <summary>
    /// Waits for the end of a function that does not go on asynchronously, on a thread that it has begun; returns at
    /// once elsewhere.
    /// </summary>
    public void WaitAside()
    {
        if (!IsOwn || _thread == Environment.CurrentManagedThreadId) return;
        if (_left.Task.Wait(LeavePatience) && _left.Task.Result) _done.Task.Wait();
    }

    /// <summary>Lets those go on who wait for its end.</summary>
    public void End() => _done.SetResult();
}
