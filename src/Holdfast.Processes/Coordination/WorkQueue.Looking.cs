namespace Holdfast.Processes.Coordination;

/// <content>Looking at a queue, without changing it.</content>
public sealed partial class WorkQueue
{
    /// <summary>How often a claim that this object made met another's, and was tried again.</summary>
    /// <remarks>Many of them for few items: let each worker claim several at once.</remarks>
    public long ConflictCount => _ready.Collisions;

    /// <summary>Counts the items.</summary>
    /// <param name="view">
    /// Where: a snapshot of the state that the queue was taken from, or a transaction on it; null: as it is now.
    /// </param>
    /// <remarks>Cost. O(1). A transaction that counts meets every claim that others make meanwhile.</remarks>
    public WorkQueueCounts Count(StateView? view = null)
    {
        Check();
        view ??= _state.Snapshot();
        int claimed = QueueRecord.CountIn(view, _record.Claims);
        return new WorkQueueCounts(
            Math.Max(0, QueueRecord.CountIn(view, _record.Items) - claimed),
            claimed,
            QueueRecord.CountIn(view, _record.Delayed),
            QueueRecord.CountIn(view, _record.Dead));
    }

    /// <summary>Gives who works on what, in the order of claiming.</summary>
    /// <param name="view">
    /// Where: a snapshot of the state that the queue was taken from, or a transaction on it; null: as it is now.
    /// </param>
    /// <remarks>
    /// Shape. The claim of a worker that has died is among them until somebody who claims takes it back.
    /// Cost. Grows with the claims. A transaction that looks meets every claim that others make meanwhile.
    /// </remarks>
    public IReadOnlyList<WorkClaim> GetClaims(StateView? view = null)
    {
        Check();
        StateView seen = view switch
        {
            null => _state.Snapshot(),
            State live => live.Snapshot(),
            _ => view,
        };
        return [.. QueueRecord.MembersIn(seen, _record.Claims)
            .Select(claim => _record.FindClaim(seen, claim.Key, claim.Value))
            .OfType<WorkClaim>()];
    }

    /// <summary>Gives the items that were tried too often, in the order in which they were given up.</summary>
    public IReadOnlyList<DeadLetter> GetDeadLetters()
    {
        Check();
        return [.. QueueRecord.MembersIn(_state, _record.Dead).Select(dead => new DeadLetter(
            dead.Key,
            dead.Value["item"],
            (int)dead.Value["attempts"],
            (string?)dead.Value["error"] ?? "",
            Times.Find(dead.Value, "time") ?? default))];
    }
}
