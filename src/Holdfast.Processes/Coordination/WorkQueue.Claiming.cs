using System.Runtime.CompilerServices;
using Holdfast.Errors;
using Holdfast.Processes.Liveness;
using Holdfast.Timing;

namespace Holdfast.Processes.Coordination;

/// <content>Claiming items.</content>
public sealed partial class WorkQueue
{
    /// <summary>As often as an atomic function is run before it takes the turn.</summary>
    private const int DirectAttempts = 3;

    private long _lastSweep;

    /// <summary>Claims the next item; null when none is ready.</summary>
    public WorkItem? TryClaim() => ClaimMany(1, TimeSpan.Zero) is [var item] ? item : null;

    /// <summary>Claims the next item, and waits for one.</summary>
    /// <param name="timeout">How long to wait in total; null: without end.</param>
    /// <param name="token">Ends the waiting.</param>
    /// <exception cref="HoldfastTimeoutException">QueueTimedOut.</exception>
    public WorkItem Claim(TimeSpan? timeout = null, CancellationToken token = default) =>
        ClaimMany(1, timeout, token) is [var item] ? item : throw TimedOut();

    /// <inheritdoc cref="Claim"/>
    public async Task<WorkItem> ClaimAsync(TimeSpan? timeout = null, CancellationToken token = default) =>
        await ClaimManyAsync(1, timeout, token).ConfigureAwait(false) is [var item] ? item : throw TimedOut();

    /// <summary>Claims up to so many items in one commit, and waits until there is at least one.</summary>
    /// <param name="most">How many at most, 1 or more.</param>
    /// <param name="timeout">How long to wait in total; null: without end.</param>
    /// <param name="token">Ends the waiting.</param>
    /// <returns>Items in the order of the queue; none when the time is over.</returns>
    public IReadOnlyList<WorkItem> ClaimMany(
        int most, TimeSpan? timeout = null, CancellationToken token = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        Check();
        Deadline deadline = Deadline.Of(timeout);
        token.ThrowIfCancellationRequested();
        string holder = NextHolder();
        try
        {
            return ClaimAtOnce(most, deadline, holder) ?? Marked(ToAttempting(most, holder).Run(deadline, token));
        }
        catch (Exception fault) when (fault is OperationCanceledException or IHoldfastError)
        {
            Abandon(holder);
            throw;
        }
    }

    /// <inheritdoc cref="ClaimMany"/>
    public async Task<IReadOnlyList<WorkItem>> ClaimManyAsync(
        int most, TimeSpan? timeout = null, CancellationToken token = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        Check();
        Deadline deadline = Deadline.Of(timeout);
        token.ThrowIfCancellationRequested();
        string holder = NextHolder();
        try
        {
            return Marked(await ToAttempting(most, holder).RunAsync(deadline, token).ConfigureAwait(false));
        }
        catch (Exception fault) when (fault is OperationCanceledException or IHoldfastError)
        {
            await AbandonAsync(holder).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Claims items one by one as they come, until the token ends it.</summary>
    public async IAsyncEnumerable<WorkItem> ClaimAllAsync([EnumeratorCancellation] CancellationToken token = default)
    {
        while (true) yield return await ClaimAsync(timeout: null, token).ConfigureAwait(false);
    }

    /// <summary>Claims what is ready, with the least work: no function. Null: ask in full.</summary>
    private WorkItem[]? ClaimAtOnce(int most, Deadline deadline, string holder)
    {
        CommitOptions? options = Attempting<WorkItem[]>.OptionsOf(_state, deadline);
        if (FindChore() is { } chore) _state.Atomic(chore, options);
        for (int attempt = 0; attempt < DirectAttempts; attempt++)
        {
            Snapshot now = _state.Snapshot();
            List<ReadyItem> ready = _ready.Take(now, most);
            if (ready.Count == 0) return null;
            WorkItem[] items = Rules.ToItems(this, now, ready, holder);
            if (QueueRules.TryClaim(_state, now, items, QueueRecord.ToClaim(holder, Now + Options.ClaimTime), options))
            {
                _ready.Succeeded();
                return items;
            }

            _ready.Collided();
        }

        return null;
    }

    private Attempting<WorkItem[]> ToAttempting(int most, string holder)
    {
        List<ReadyItem> ready = [];
        return new(
            _state,
            [_record.Items, _record.Returns],
            (transaction, _) => ClaimReady(transaction, holder, most, ref ready),
            living => Rules.IsSweepDue(_state, Now, living))
        {
            Chore = FindChore,
        };
    }

    /// <summary>Claims what the guess says, and looks further when that is gone; null when nothing is ready.</summary>
    /// <remarks>
    /// It looks where the transaction looks: what was enqueued since would be found again and again, and could not be
    /// claimed. The wait that follows is told of it.
    /// </remarks>
    internal WorkItem[]? ClaimReady(Transaction transaction, string holder, int most, ref List<ReadyItem> ready)
    {
        // After a collision, what is left of the same ones comes first.
        if (transaction.Attempt > 1) _ready.Collided();
        else ready = _ready.Take(transaction.Base, most);
        Value claim = QueueRecord.ToClaim(holder, Now + Options.ClaimTime);
        while (ready.Count > 0)
        {
            List<WorkItem> items = new(ready.Count);
            foreach ((byte[] name, _) in ready)
            {
                if (Rules.Claim(transaction, this, name, holder, claim) is { } item) items.Add(item);
            }

            if (items.Count > 0) return [.. items];
            ready = _ready.Take(transaction.Base, most);
        }

        return null;
    }

    /// <summary>Sets the tokens, which are known when the commit is made.</summary>
    private WorkItem[] Marked(Committed<WorkItem[]?> claimed)
    {
        if (claimed.Value is not { } items) return [];
        _ready.Succeeded();
        foreach (WorkItem item in items) item.FencingToken = claimed.Revision;
        return items;
    }

    /// <summary>Gives what has to be taken back before a claim looks; null when there is nothing.</summary>
    /// <remarks>A commit of its own: it reads all claims, and would meet every other claim.</remarks>
    private Action<Transaction>? FindChore() => FindChore([]);

    private Action<Transaction>? FindChore(IReadOnlyList<WorkItem> done)
    {
        long now = Environment.TickCount64;
        long last = Volatile.Read(ref _lastSweep);
        bool isTime = now - last >= DeathWatch.Interval.TotalMilliseconds
            && Interlocked.CompareExchange(ref _lastSweep, now, last) == last;
        if (!isTime && !_ready.IsEmpty) return null;
        if (!Rules.IsSweepDue(_state, Now, LivingProcesses.Of(_state.Store))) return null;
        _ready.Forget();
        return transaction => Rules.Sweep(transaction, Now, LivingProcesses.Of(_state.Store), done);
    }

    private HoldfastTimeoutException TimedOut()
    {
        WorkQueueCounts counts = Count();
        return new HoldfastTimeoutException(
            ErrorCode.QueueTimedOut,
            $"Nothing was ready in the queue '{_record.Path}' in time ({counts.Claimed} claimed, {counts.Delayed} "
                + $"delayed, {counts.Dead} dead); wait longer, or enqueue something.");
    }
}
