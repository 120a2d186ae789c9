namespace Holdfast.Watches;

/// <summary>One wait for the next commit that touches some paths.</summary>
/// <remarks>
/// Threads. It is ended once, by whoever comes first, perhaps under a lock; who ended it then has <see cref="Execute"/>
///          called without one, because there the code that waited goes on.
/// </remarks>
internal sealed class Waiter : IThreadPoolWorkItem
{
    private readonly TaskCompletionSource<Commit?> _source = new();
    private Commit? _commit;
    private Exception? _fault;
    private int _isEnded;

    public Waiter(IReadOnlyList<StatePath> paths, object owner) => (Paths, Owner) = (paths, owner);

    /// <summary>What it waits for; the root is all.</summary>
    public IReadOnlyList<StatePath> Paths { get; }

    /// <summary>The open store on whose behalf it waits.</summary>
    public object Owner { get; }

    /// <summary>Where it stands in the index.</summary>
    public List<IndexNode> Places { get; } = [];

    /// <summary>
    /// The revision up to which somebody was told that nothing touched the paths; 0: nobody was. It stays as it is when
    /// the waiter is out of the index.
    /// </summary>
    public long PassedOver { get; set; }

    /// <summary>The commit that touched a path; null: look at the log, anything may have come.</summary>
    public Task<Commit?> Task => _source.Task;

    /// <summary>Ends the wait; false when it has ended already. Nothing runs yet.</summary>
    public bool TryEnd(Commit? commit, Exception? fault)
    {
        if (Interlocked.Exchange(ref _isEnded, 1) != 0) return false;

        (_commit, _fault) = (commit, fault);
        return true;
    }

    /// <summary>Goes on, on this thread, with what waited.</summary>
    public void Execute()
    {
        if (_fault is null)
        {
            _source.SetResult(_commit);
        }
        else
        {
            _source.SetException(_fault);

            // Seen, so that a wait that nobody awaits any more is not reported as an unobserved fault.
            _ = _source.Task.Exception;
        }
    }

    /// <summary>Goes on soon, on a thread of the pool.</summary>
    public void ExecuteSoon() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
}
