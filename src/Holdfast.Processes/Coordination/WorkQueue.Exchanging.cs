using Holdfast.Errors;
using Holdfast.Timing;

namespace Holdfast.Processes.Coordination;

/// <content>Ending items and claiming the next ones in one commit.</content>
public sealed partial class WorkQueue
{
    /// <summary>
    /// Ends items as done and claims the next ones, in one commit: half the work of one commit for each.
    /// </summary>
    /// <remarks>
    /// Shape. When nothing is ready, the items are ended at once and the claim waits, as <see cref="ClaimMany"/> does:
    ///        a time that is over and a wait that is cancelled leave them done. No items: it only claims.
    /// </remarks>
    /// <param name="done">What was claimed and is done.</param>
    /// <param name="most">How many to claim at most, 1 or more.</param>
    /// <param name="timeout">How long to wait in total; null: without end.</param>
    /// <param name="token">Ends the waiting.</param>
    /// <returns>The claimed items in the order of the queue; none when the time is over.</returns>
    /// <exception cref="Errors.HoldfastOperationException">
    /// ItemNotClaimed: one of them is not, and nothing was changed.
    /// </exception>
    public IReadOnlyList<WorkItem> CompleteAndClaim(
        IReadOnlyList<WorkItem> done, int most, TimeSpan? timeout = null, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(done);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        Check();
        Deadline deadline = Deadline.Of(timeout);
        token.ThrowIfCancellationRequested();
        if (done.Count > 0)
        {
            if (Exchange(done, most, deadline) is { } claimed) return claimed;
            Complete(done, Attempting<WorkItem[]>.OptionsOf(_state, deadline));
        }

        return ClaimMany(most, deadline.Rest, token);
    }

    /// <inheritdoc cref="CompleteAndClaim"/>
    public async Task<IReadOnlyList<WorkItem>> CompleteAndClaimAsync(
        IReadOnlyList<WorkItem> done, int most, TimeSpan? timeout = null, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(done);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        Check();
        Deadline deadline = Deadline.Of(timeout);
        token.ThrowIfCancellationRequested();
        if (done.Count > 0)
        {
            WorkItem[] claimed = await ExchangeAsync(done, most, deadline, token).ConfigureAwait(false);
            if (claimed.Length > 0) return claimed;
        }

        return await ClaimManyAsync(most, deadline.Rest, token).ConfigureAwait(false);
    }

    private async Task<WorkItem[]> ExchangeAsync(
        IReadOnlyList<WorkItem> done, int most, Deadline deadline, CancellationToken token)
    {
        CommitOptions? options = Attempting<WorkItem[]>.OptionsOf(_state, deadline);
        string holder = NextHolder();
        List<ReadyItem> ready = [];
        try
        {
            if (FindChore(done) is { } chore) await DoAsync(chore, options, token).ConfigureAwait(false);
            return Marked(await _state.AtomicAsync(
                transaction =>
                {
                    EndAll(transaction, done);
                    return Task.FromResult(ClaimReady(transaction, holder, most, ref ready));
                },
                options,
                token).ConfigureAwait(false));
        }
        catch (Exception fault) when (fault is OperationCanceledException or IHoldfastError)
        {
            await AbandonAsync(holder).ConfigureAwait(false);
            throw;
        }
    }

    private WorkItem[]? Exchange(IReadOnlyList<WorkItem> done, int most, Deadline deadline)
    {
        string holder = NextHolder();
        try
        {
            return ExchangeAtOnce(done, most, deadline, holder);
        }
        catch (Exception fault) when (fault is OperationCanceledException or IHoldfastError)
        {
            Abandon(holder);
            throw;
        }
    }

    /// <summary>
    /// Does both with the least work: no function. Null: end the items first, which also says why not.
    /// </summary>
    private WorkItem[]? ExchangeAtOnce(IReadOnlyList<WorkItem> done, int most, Deadline deadline, string holder)
    {
        CommitOptions? options = Attempting<WorkItem[]>.OptionsOf(_state, deadline);
        if (FindChore(done) is { } chore) _state.Atomic(chore, options);
        for (int attempt = 0; attempt < DirectAttempts; attempt++)
        {
            Snapshot now = _state.Snapshot();
            if (!QueueRules.AreClaimed(now, done)) return null;
            List<ReadyItem> ready = _ready.Take(now, most);
            if (ready.Count == 0) return null;
            WorkItem[] items = Rules.ToItems(this, now, ready, holder);
            Value claim = QueueRecord.ToClaim(holder, Now + Options.ClaimTime);
            if (QueueRules.TryClaim(_state, now, done, items, claim, options))
            {
                _ready.Succeeded();
                return items;
            }

            _ready.Collided();
        }

        return null;
    }
}
