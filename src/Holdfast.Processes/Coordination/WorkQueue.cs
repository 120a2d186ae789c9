using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Holdfast.Processes.Coordination;

/// <summary>Work for the processes that have the store open: put in by some, done by others, never lost.</summary>
/// <remarks>
/// An item is claimed by one worker at a time, in the order of enqueuing. When a worker's process dies, another gets
/// its items within a tenth of a second or so; an item that fails is tried again later, and becomes a dead letter when
/// that was often enough. At least once: a worker that dies between its work and its <c>Complete</c> leaves work that
/// is done again, unless <see cref="WorkItem.Complete(Action{Transaction}, CommitOptions?)"/> puts the result into the
/// same commit.
/// Threads. Any. Cost. A commit for enqueuing, claiming and completing each, however long the queue is.
/// </remarks>
[SuppressMessage("Naming", "CA1711", Justification = "It is a queue.")]
public sealed partial class WorkQueue
{
    private static long _lastItem;

    private readonly State _state;
    private readonly QueueRecord _record;
    private readonly ReadyItems _ready;
    private readonly string _holderPrefix;
    private readonly string _itemPrefix;
    private bool _isChecked;

    internal WorkQueue(State state, StatePath path, WorkQueueOptions? options)
    {
        StoreProcess self = state.Store.Self;
        Options = options ?? WorkQueueOptions.Default;
        _state = state;
        _record = new QueueRecord(RecordCheck.NotRoot(path, "work queue"));
        _ready = new ReadyItems(_record, new Random(self.ProcessId));
        _holderPrefix = HolderId.PrefixOf(self);
        _itemPrefix = string.Create(
            CultureInfo.InvariantCulture,
            $"{self.ProcessId:x}-{self.Opened.UtcTicks / TimeSpan.TicksPerMicrosecond:x}-");
        Rules = new QueueRules(_record, Options);
    }

    internal WorkQueueOptions Options { get; }

    internal QueueRules Rules { get; }

    internal DateTimeOffset Now => _state.Store.Options.TimeProvider.GetUtcNow();

    /// <summary>Adds an item at the end.</summary>
    /// <param name="item">The value of the item.</param>
    /// <param name="delay">How long it rests before it can be claimed; null: not at all.</param>
    /// <returns>Its name in the queue.</returns>
    /// <exception cref="Errors.HoldfastOperationException">
    /// NotCoordination: something else is at the path; the first use of this object finds it.
    /// </exception>
    public string Enqueue(Value item, TimeSpan? delay = null)
    {
        Check();
        string id = NewId();
        if (delay is { Ticks: > 0 } rest) _state.Set(_record.Delayed / id, QueueRecord.ToDelayed(item, Now + rest));
        else _state.Set(_record.Items / id, item);
        return id;
    }

    /// <inheritdoc cref="Enqueue"/>
    public async ValueTask<string> EnqueueAsync(
        Value item, TimeSpan? delay = null, CancellationToken token = default)
    {
        Check();
        string id = NewId();
        (StatePath path, Value value) = delay is { Ticks: > 0 } rest
            ? (_record.Delayed / id, QueueRecord.ToDelayed(item, Now + rest))
            : (_record.Items / id, item);
        await _state.SetAsync(path, value, token: token).ConfigureAwait(false);
        return id;
    }

    /// <summary>Adds items at the end, in their order and one commit.</summary>
    /// <returns>Their names in the queue.</returns>
    public IReadOnlyList<string> EnqueueAll(IEnumerable<Value> items)
    {
        (string Id, Value Item)[] all = Name(items);
        Do(transaction => Put(transaction, all));
        return Array.ConvertAll(all, item => item.Id);
    }

    /// <inheritdoc cref="EnqueueAll"/>
    public async Task<IReadOnlyList<string>> EnqueueAllAsync(
        IEnumerable<Value> items, CancellationToken token = default)
    {
        (string Id, Value Item)[] all = Name(items);
        await DoAsync(transaction => Put(transaction, all), token).ConfigureAwait(false);
        return Array.ConvertAll(all, item => item.Id);
    }

    /// <summary>Ends items as done, in one commit.</summary>
    /// <exception cref="Errors.HoldfastOperationException">
    /// ItemNotClaimed: one of them is not, and nothing was changed.
    /// </exception>
    public Revision Complete(IReadOnlyList<WorkItem> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return Complete(items, options: null);
    }

    /// <inheritdoc cref="Complete(IReadOnlyList{WorkItem})"/>
    public Task<Revision> CompleteAsync(IReadOnlyList<WorkItem> items, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(items);
        return DoAsync(transaction => EndAll(transaction, items), token);
    }

    /// <summary>Puts a dead letter at the end of the queue, to be tried as often as a new item.</summary>
    /// <returns>False when there is none of that name.</returns>
    public bool Requeue(string id)
    {
        Check();
        return _state.Atomic(transaction => Rules.Requeue(transaction, id)).Value;
    }

    /// <inheritdoc cref="Requeue"/>
    public async Task<bool> RequeueAsync(string id, CancellationToken token = default)
    {
        Check();
        return (await _state.AtomicAsync(
            transaction => Task.FromResult(Rules.Requeue(transaction, id)), null, token).ConfigureAwait(false)).Value;
    }

    /// <summary>Removes a dead letter for ever; false when there is none of that name.</summary>
    public bool Discard(string id)
    {
        Check();
        return _state.Remove(_record.Dead / id);
    }

    /// <inheritdoc cref="Discard"/>
    public ValueTask<bool> DiscardAsync(string id, CancellationToken token = default)
    {
        Check();
        return _state.RemoveAsync(_record.Dead / id, token: token);
    }

    internal Revision Do(Action<Transaction> step, CommitOptions? options = null) => _state.Atomic(step, options);

    internal Task<Revision> DoAsync(Action<Transaction> step, CancellationToken token) =>
        DoAsync(step, options: null, token);

    private Revision Complete(IReadOnlyList<WorkItem> items, CommitOptions? options)
    {
        if (items.Count > 0 && QueueRules.TryComplete(_state, items, out Revision revision, options)) return revision;
        return Do(transaction => EndAll(transaction, items), options);
    }

    private void EndAll(Transaction transaction, IReadOnlyList<WorkItem> items)
    {
        foreach (WorkItem item in items) Rules.Complete(transaction, item);
    }

    private (string Id, Value Item)[] Name(IEnumerable<Value> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        Check();
        return [.. items.Select(item => (NewId(), item))];
    }

    private void Put(Transaction transaction, (string Id, Value Item)[] items)
    {
        foreach ((string id, Value item) in items) transaction.Set(_record.Items / id, item);
    }

    internal Task<Revision> DoAsync(
        Func<Transaction, Task> step, CommitOptions? options, CancellationToken token) =>
        _state.AtomicAsync(step, options, token);

    private Task<Revision> DoAsync(Action<Transaction> step, CommitOptions? options, CancellationToken token) =>
        _state.AtomicAsync(
            transaction =>
            {
                step(transaction);
                return Task.CompletedTask;
            },
            options,
            token);

    /// <summary>Refuses what is no queue, at the first use: later ones cost nothing.</summary>
    private void Check()
    {
        if (_isChecked) return;
        RecordCheck.Queue.Check(_state, _record.Path);
        _isChecked = true;
    }

    private string NewId() => string.Create(
        CultureInfo.InvariantCulture, $"{_itemPrefix}{Interlocked.Increment(ref _lastItem):x}");
}
