using Holdfast.Commits;

namespace Holdfast.Processes.Coordination;

/// <content>The two steps that are made most, as proposals of their own: what they read is known beforehand.</content>
internal sealed partial class QueueRules
{
    public WorkItem[] ToItems(WorkQueue queue, Snapshot now, List<ReadyItem> ready, string holder)
    {
        bool hasRetries = now.Exists(record.Retries);
        var items = new WorkItem[ready.Count];
        for (int index = 0; index < items.Length; index++)
        {
            int attempts = hasRetries ? record.AttemptsOf(now, ready[index].Name) : 0;
            items[index] = new WorkItem(queue, record, holder, ready[index], attempts + 1);
        }

        return items;
    }

    /// <summary>
    /// Whether items are claimed by who has them, were not tried before, and so need no more than to be removed.
    /// </summary>
    public static bool AreClaimed(Snapshot now, IReadOnlyList<WorkItem> items)
    {
        for (int index = 0; index < items.Count; index++)
        {
            WorkItem item = items[index];
            if (item.Attempt > 1 || !now.TryGet(item.ClaimPlace, out Value claim)) return false;
            if (!claim.Equals(item.Holder) && QueueRecord.HolderOf(claim) != item.Holder) return false;
        }

        return true;
    }

    /// <summary>Claims items that were ready in a snapshot; false when others changed one of them since.</summary>
    public static bool TryClaim(State state, Snapshot now, WorkItem[] items, Value claim, CommitOptions? options) =>
        TryClaim(state, now, [], items, claim, options);

    /// <summary>The same, and completes others in the same commit, whose claims a snapshot had.</summary>
    public static bool TryClaim(
        State state, Snapshot now, IReadOnlyList<WorkItem> done, WorkItem[] items, Value claim, CommitOptions? options)
    {
        var operations = new Operation[(2 * done.Count) + items.Length];
        var reads = new Read[done.Count + (2 * items.Length)];
        for (int index = 0; index < done.Count; index++)
        {
            operations[2 * index] = new Operation(OperationKind.Remove, done[index].ClaimPlace, default);
            operations[(2 * index) + 1] = new Operation(OperationKind.Remove, done[index].Place, default);
            reads[index] = new Read(done[index].ClaimPlace, ReadKind.Present);
        }

        for (int index = 0; index < items.Length; index++)
        {
            WorkItem item = items[index];
            operations[(2 * done.Count) + index] = new Operation(OperationKind.Set, item.ClaimPlace, claim);
            reads[done.Count + (2 * index)] = new Read(item.ClaimPlace, ReadKind.Missing);
            reads[done.Count + (2 * index) + 1] = new Read(item.Place, ReadKind.Present);
        }

        if (!state.TryCommit(operations, reads, now.Revision, out Revision revision, options)) return false;
        foreach (WorkItem item in items) item.FencingToken = revision;
        return true;
    }

    /// <summary>
    /// Completes items whose claims are as they were made; false when one is not, or more has to be done.
    /// </summary>
    public static bool TryComplete(
        State state, IReadOnlyList<WorkItem> items, out Revision revision, CommitOptions? options)
    {
        revision = Revision.Zero;
        Revision token = items[0].FencingToken;
        var operations = new Operation[2 * items.Count];
        var reads = new Read[items.Count];
        for (int index = 0; index < items.Count; index++)
        {
            WorkItem item = items[index];

            // Claims of one commit are checked against that commit: untouched since, they are this worker's.
            if (item.Attempt > 1 || item.FencingToken != token) return false;
            reads[index] = new Read(item.ClaimPlace, ReadKind.Present);
            operations[2 * index] = new Operation(OperationKind.Remove, item.ClaimPlace, default);
            operations[(2 * index) + 1] = new Operation(OperationKind.Remove, item.Place, default);
        }

        return state.TryCommit(operations, reads, token, out revision, options);
    }
}
