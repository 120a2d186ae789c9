using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Holdfast.Processes.Coordination;

/// <summary>An item of a work queue that is yours to work on, until you end it or your process ends.</summary>
/// <remarks>
/// Each item is ended once: <see cref="Complete()"/>, <see cref="Fail"/> or <see cref="Return"/>. All of them fail with
/// ItemNotClaimed, and change nothing, when the claim was lost meanwhile.
/// Threads. Any.
/// </remarks>
public sealed class WorkItem
{
    private readonly WorkQueue _queue;

    internal WorkItem(WorkQueue queue, QueueRecord record, string holder, ReadyItem item, int attempt)
    {
        _queue = queue;
        (Holder, Value, Attempt) = (holder, item.Value, attempt);
        (Place, ClaimPlace) = (record.Items.Child(item.Name), record.Claims.Child(item.Name));
    }

    /// <summary>Its name in the queue.</summary>
    public string Id => field ??= Place.Name;

    /// <summary>The value that was enqueued.</summary>
    public Value Value { get; }

    /// <summary>Which attempt this is, from 1.</summary>
    public int Attempt { get; }

    /// <summary>The fencing token: the revision of the claim. Each later claim has a greater one.</summary>
    public Revision FencingToken { get; internal set; }

    internal string Holder { get; }

    /// <summary>Where it is in the queue.</summary>
    internal StatePath Place { get; }

    /// <summary>Where its claim is.</summary>
    internal StatePath ClaimPlace { get; }

    /// <summary>Ends it as done.</summary>
    /// <exception cref="Errors.HoldfastOperationException">ItemNotClaimed.</exception>
    public Revision Complete() => _queue.Complete([this]);

    /// <summary>
    /// Ends it as done in the same commit as what a function changes: the result is there once, or not at all.
    /// </summary>
    /// <param name="result">Runs on the state that the queue was taken from, as an atomic function does.</param>
    /// <param name="options">How the commit is made, as its reason; null: the defaults.</param>
    /// <exception cref="Errors.HoldfastOperationException">ItemNotClaimed: nothing was changed.</exception>
    public Revision Complete(Action<Transaction> result, CommitOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(result);
        return _queue.Do(
            transaction =>
            {
                _queue.Rules.Complete(transaction, this);
                result(transaction);
            },
            options);
    }

    /// <summary>An asynchronous function needs <c>CompleteAsync</c>.</summary>
    [Obsolete("The function is asynchronous, or only throws; use CompleteAsync, or let it return.", error: true)]
    [OverloadResolutionPriority(1)]
    public void Complete(Func<Transaction, Task> result, CommitOptions? options = null) =>
        throw new UnreachableException();

    /// <inheritdoc cref="Complete()"/>
    public Task<Revision> CompleteAsync(CancellationToken token = default) =>
        _queue.DoAsync(transaction => _queue.Rules.Complete(transaction, this), token);

    /// <inheritdoc cref="Complete(Action{Transaction}, CommitOptions?)"/>
    public Task<Revision> CompleteAsync(
        Func<Transaction, Task> result, CommitOptions? options = null, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(result);
        return _queue.DoAsync(
            transaction =>
            {
                _queue.Rules.Complete(transaction, this);
                return result(transaction);
            },
            options,
            token);
    }

    /// <summary>
    /// Ends the attempt as failed: the item is tried again after a rest, or becomes a dead letter after the last one.
    /// </summary>
    /// <param name="error">Why; kept with the item.</param>
    /// <param name="delay">How long it rests; null: as the options say.</param>
    /// <exception cref="Errors.HoldfastOperationException">ItemNotClaimed.</exception>
    public Revision Fail(string error, TimeSpan? delay = null) => _queue.Do(ToFailure(error, delay));

    /// <inheritdoc cref="Fail"/>
    public Task<Revision> FailAsync(string error, TimeSpan? delay = null, CancellationToken token = default) =>
        _queue.DoAsync(ToFailure(error, delay), token);

    /// <summary>Gives it back untried, to its old place.</summary>
    /// <exception cref="Errors.HoldfastOperationException">ItemNotClaimed.</exception>
    public Revision Return() => _queue.Do(transaction => _queue.Rules.Return(transaction, this));

    /// <inheritdoc cref="Return"/>
    public Task<Revision> ReturnAsync(CancellationToken token = default) =>
        _queue.DoAsync(transaction => _queue.Rules.Return(transaction, this), token);

    /// <summary>Lets the claim last for its whole time again from now on; nothing when claims have no time.</summary>
    /// <exception cref="Errors.HoldfastOperationException">ItemNotClaimed.</exception>
    public void Renew()
    {
        if (_queue.Options.ClaimTime is not null) _queue.Do(Prolong);
    }

    /// <inheritdoc cref="Renew"/>
    public Task RenewAsync(CancellationToken token = default) =>
        _queue.Options.ClaimTime is null ? Task.CompletedTask : _queue.DoAsync(Prolong, token);

    private void Prolong(Transaction transaction) => _queue.Rules.Renew(transaction, this, _queue.Now);

    private Action<Transaction> ToFailure(string error, TimeSpan? delay)
    {
        ArgumentNullException.ThrowIfNull(error);
        return transaction => _queue.Rules.Fail(transaction, this, error, delay, _queue.Now);
    }
}
