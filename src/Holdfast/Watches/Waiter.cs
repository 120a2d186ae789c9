namespace Holdfast.Watches;

/// <summary>One wait for the next commit that touches some paths.</summary>
/// <remarks>Threads. It is completed once, by whoever comes first; the task's continuations run elsewhere.</remarks>
internal sealed class Waiter
{
    private readonly TaskCompletionSource<Commit?> _source = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Waiter(IReadOnlyList<StatePath> paths, object owner) => (Paths, Owner) = (paths, owner);

    /// <summary>What it waits for; the root is all.</summary>
    public IReadOnlyList<StatePath> Paths { get; }

    /// <summary>The open store on whose behalf it waits.</summary>
    public object Owner { get; }

    /// <summary>Where it stands in the index.</summary>
    public List<IndexNode> Places { get; } = [];

    /// <summary>The commit that touched a path; null: look at the log, anything may have come.</summary>
    public Task<Commit?> Task => _source.Task;

    public void Complete(Commit? commit) => _source.TrySetResult(commit);

    public void Fail(Exception fault) => _source.TrySetException(fault);
}
