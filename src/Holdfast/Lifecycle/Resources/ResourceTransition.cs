namespace Holdfast.Lifecycle.Resources;

/// <summary>One start-up or shut-down that runs: who belongs to it, and its end.</summary>
/// <remarks>
/// Whoever belongs to it must not wait for its end. That is the asynchronous flow of the function; but while it has not
/// returned, only on its own thread, so that a thread which a start-up begins waits like any other. Once the function
/// has gone on asynchronously, it is the whole flow: work of it that asks too early waits for this moment and asks
/// again. The thread alone says nothing: a continuation of something else may run on it.
/// </remarks>
internal sealed class ResourceTransition
{
    private const int NoThread = 0;

    private static readonly AsyncLocal<ResourceTransition?> Flow = new();

    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ResourceTransition? _outer;
    private volatile int _thread = NoThread;

    /// <summary>How often a start-up has opened its own resource. Guarded by the resource's lock.</summary>
    public int Opens { get; set; }

    /// <summary>Whether the calling code belongs to it.</summary>
    public bool IsOwn => IsInFlow && (_thread == Environment.CurrentManagedThreadId || _left.Task.IsCompleted);

    /// <summary>What somebody who does not belong to it has to wait for before looking again.</summary>
    public Task Change => IsInFlow && !_left.Task.IsCompleted ? _left.Task : _done.Task;

    private bool IsInFlow
    {
        get
        {
            ResourceTransition? inner = Flow.Value;
            while (inner is not null && inner != this) inner = inner._outer;
            return inner is not null;
        }
    }

    /// <summary>Calls the function; what it does asynchronously belongs to the transition too.</summary>
    public TTask Run<TTask>(Func<TTask> function)
    {
        (_outer, _thread) = (Flow.Value, Environment.CurrentManagedThreadId);
        Flow.Value = this;
        try
        {
            return function();
        }
        finally
        {
            Flow.Value = _outer;
            _thread = NoThread;
            _left.SetResult();
        }
    }

    /// <summary>Lets those go on who wait for its end.</summary>
    public void End() => _done.SetResult();
}
