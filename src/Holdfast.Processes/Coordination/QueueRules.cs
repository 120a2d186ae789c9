using Holdfast.Errors;
using Holdfast.Processes.Liveness;

namespace Holdfast.Processes.Coordination;

/// <summary>Decides what becomes of the items of a work queue: one transition a transaction.</summary>
internal sealed partial class QueueRules(QueueRecord record, WorkQueueOptions options)
{
    /// <summary>Items that one sweep brings back: a commit for a million of them would hold everybody up.</summary>
    private const int MostSwept = 1000;

    private readonly SweepTime _sweepTime = new(record);

    /// <summary>Claims an item, unless it is gone or another's.</summary>
    public WorkItem? Claim(Transaction transaction, WorkQueue queue, byte[] name, string holder, Value claim)
    {
        StatePath place = record.Claims.Child(name);
        if (transaction.Exists(place) || !transaction.TryGet(record.Items.Child(name), out Value value)) return null;
        transaction.Set(place, claim);
        int attempts = record.AttemptsOf(transaction, name);
        return new WorkItem(queue, record, holder, new ReadyItem(name, value), attempts + 1);
    }

    /// <summary>Ends an item that is done.</summary>
    public void Complete(Transaction transaction, WorkItem item)
    {
        ThrowUnlessClaimed(transaction, item);
        transaction.Remove(item.ClaimPlace);
        transaction.Remove(item.Place);
        if (item.Attempt > 1) transaction.Remove(record.Retries / item.Id);
    }

    /// <summary>Gives an item back that was not tried.</summary>
    public void Return(Transaction transaction, WorkItem item)
    {
        ThrowUnlessClaimed(transaction, item);
        transaction.Remove(item.ClaimPlace);
        transaction.Add(record.Returns, 1);
    }

    /// <summary>Ends an attempt that failed: the item rests, or is given up.</summary>
    public void Fail(Transaction transaction, WorkItem item, string error, TimeSpan? delay, DateTimeOffset now)
    {
        ThrowUnlessClaimed(transaction, item);
        transaction.Remove(item.ClaimPlace);
        if (item.Attempt >= options.MaxAttempts)
        {
            Bury(transaction, item.Id, item.Value, item.Attempt, error, now);
            return;
        }

        transaction.Set(record.Retries / item.Id, QueueRecord.ToRetry(item.Attempt, error));
        TimeSpan rest = delay ?? options.RestAfter(item.Attempt);
        if (rest <= TimeSpan.Zero)
        {
            transaction.Add(record.Returns, 1);
            return;
        }

        transaction.Remove(item.Place);
        transaction.Set(record.Delayed / item.Id, QueueRecord.ToDelayed(item.Value, now + rest));
    }

    /// <summary>Prolongs a claim that ends with a time.</summary>
    public void Renew(Transaction transaction, WorkItem item, DateTimeOffset now)
    {
        ThrowUnlessClaimed(transaction, item);
        transaction.Set(item.ClaimPlace, QueueRecord.ToClaim(item.Holder, now + options.ClaimTime));
    }

    /// <summary>Whether there is something for <see cref="Sweep"/>.</summary>
    public bool IsSweepDue(StateView view, DateTimeOffset now, LivingProcesses living) =>
        _sweepTime.HasCome(view, now, living);

    /// <summary>Takes back what dead workers had, and what has rested long enough, as far as was seen.</summary>
    /// <remarks>
    /// It reads no delayed item that is not due, and the claims only when one of them may have ended: so it does not
    /// meet those who enqueue or claim meanwhile.
    /// </remarks>
    /// <param name="transaction">Where.</param>
    /// <param name="now">The time.</param>
    /// <param name="living">The processes whose claims stand.</param>
    /// <param name="done">
    /// What is ended next: nobody else has claimed it, so it is done, although its time is over.
    /// </param>
    public void Sweep(
        Transaction transaction, DateTimeOffset now, LivingProcesses living, IReadOnlyList<WorkItem> done)
    {
        if (_sweepTime.MayClaimsHaveEnded(now, living)) SweepClaims(transaction, now, living, done);
        foreach (byte[] name in _sweepTime.FindDue(now, MostSwept))
        {
            StatePath place = record.Delayed.Child(name);
            if (!transaction.TryGet(place, out Value delayed) || !IsDue(delayed, now)) continue;
            transaction.Remove(place);
            transaction.Set(record.Items.Child(name), delayed["item"]);
        }
    }

    /// <summary>Lets a dead letter be tried again from the start; false when there is none of that name.</summary>
    public bool Requeue(Transaction transaction, string id)
    {
        StatePath place = record.Dead / id;
        if (!transaction.TryGet(place, out Value dead)) return false;
        transaction.Remove(place);
        transaction.Set(record.Items / id, dead["item"]);
        return true;
    }

    private void SweepClaims(
        Transaction transaction, DateTimeOffset now, LivingProcesses living, IReadOnlyList<WorkItem> done)
    {
        foreach ((string id, Value claim) in QueueRecord.MembersIn(transaction, record.Claims)
            .Where(claim => HasEnded(claim.Value, now, living) && !IsOf(done, claim)).Take(MostSwept))
        {
            TakeBack(transaction, id, claim, now);
        }
    }

    private void TakeBack(Transaction transaction, string id, Value claim, DateTimeOffset now)
    {
        transaction.Remove(record.Claims / id);
        if (!transaction.TryGet(record.Items / id, out Value item)) return;
        int attempts = QueueRecord.AttemptsIn(transaction, record.Retries / id) + 1;
        string error = HolderId.ProcessOf(QueueRecord.HolderOf(claim)) is { } worker
            ? $"The claim of process {worker.ProcessId} ended without a word: it died, or its time was over."
            : "The claim names no process.";
        if (attempts >= options.MaxAttempts) Bury(transaction, id, item, attempts, error, now);
        else transaction.Set(record.Retries / id, QueueRecord.ToRetry(attempts, error));
        transaction.Add(record.Returns, 1);
    }

    private void Bury(
        Transaction transaction, string id, Value item, int attempts, string error, DateTimeOffset now)
    {
        transaction.Remove(record.Items / id);
        transaction.Remove(record.Retries / id);
        transaction.Set(record.Dead / id, QueueRecord.ToDead(item, attempts, error, now));
    }

    private void ThrowUnlessClaimed(Transaction transaction, WorkItem item)
    {
        bool isClaimed = transaction.TryGet(item.ClaimPlace, out Value claim);
        if (isClaimed && QueueRecord.HolderOf(claim) == item.Holder) return;
        string instead = isClaimed && HolderId.ProcessOf(QueueRecord.HolderOf(claim)) is { } other
            ? $"process {other.ProcessId} has claimed it since"
            : "it was ended or given back before, or its claim ran out";
        throw new HoldfastOperationException(
            ErrorCode.ItemNotClaimed,
            $"The item '{item.Id}' of the queue '{record.Path}' is not claimed by this: {instead}. Drop the result.")
        {
            Path = item.Place.ToString(),
        };
    }

    private static bool IsOf(IReadOnlyList<WorkItem> items, KeyValuePair<string, Value> claim) =>
        items.Any(item => item.Id == claim.Key && item.Holder == QueueRecord.HolderOf(claim.Value));

    private static bool HasEnded(Value claim, DateTimeOffset now, LivingProcesses living) =>
        (QueueRecord.UntilOf(claim) is { } until && until <= now)
        || HolderId.ProcessOf(QueueRecord.HolderOf(claim)) is not { } worker || !living.Contains(worker);

    private static bool IsDue(Value delayed, DateTimeOffset now) =>
        QueueRecord.DueOf(delayed) is not { } due || due <= now;
}
