using Holdfast.Documents;
using Holdfast.Errors;

namespace Holdfast.Commits;

/// <summary>Decides everything: whether a proposal becomes a commit, and what the document is after it.</summary>
/// <remarks>
/// Pure: no I/O, no clock, the same answer in every process on every machine. Live commits, replicas that decide on
/// reading and dry runs call it; a change of what it answers needs a new rules version in the proposal format.
/// </remarks>
internal static class Rules
{
    /// <summary>Decides a proposal on a document.</summary>
    /// <param name="document">The document of the revision before.</param>
    /// <param name="proposal">What is asked for.</param>
    /// <param name="revision">The revision that the commit will have; a rejected proposal takes none.</param>
    public static Decision Apply(Document document, Proposal proposal, long revision)
    {
        if (proposal.Foresight is { } foreseen && foreseen.IsOf(document, revision))
            return new Decision(foreseen.After, foreseen.Changes, null);

        if (FirstConflict(document, proposal) is { } conflict)
            return new Decision(document, [], new Rejection(ErrorCode.Conflict, conflict, -1));

        var work = new Work(document, proposal.Operations.Length, revision);
        for (int index = 0; index < proposal.Operations.Length; index++)
        {
            ref readonly Operation operation = ref proposal.Operations[index];
            ErrorCode failure = work.Do(operation);
            if (failure != ErrorCode.None)
                return new Decision(document, [], Rejection.Of(failure, operation, index, work.Document));
        }

        return new Decision(work.Document, work.TakeChanges(), null);
    }

    /// <summary>
    /// Does a recorded change again. Deterministic, so that replay and the first run give the same document.
    /// </summary>
    public static Edit Replay(
        Document document, ChangeKind kind, StatePath path, Value value, long revision, long step) =>
        kind switch
        {
            ChangeKind.Set => document.Set(path, value, revision, step),
            ChangeKind.Insert => document.Insert(path, value, revision, step),
            ChangeKind.Remove => document.Remove(path, revision, step),
            _ => throw new InvalidOperationException($"A change of kind {kind} cannot be replayed."),
        };

    /// <summary>Finds a read that no longer holds.</summary>
    /// <remarks>
    /// Only stamps are compared: revisions grow, what is attached is stamped anew, and a removed path leaves its mark
    /// on its parent's shape. So "is it the same node" is "is its effective revision at most the base revision".
    /// </remarks>
    private static StatePath? FirstConflict(Document document, Proposal proposal)
    {
        for (int index = 0; index < proposal.Reads.Length; index++)
        {
            Read read = proposal.Reads[index];
            if (!Holds(document.Find(read.Path), read.Kind, proposal.BaseRevision))
                return read.Path;
        }

        return null;
    }

    private static bool Holds(NodeState now, ReadKind kind, long baseRevision) =>
        now.ArrayShapeRevision <= baseRevision && kind switch
        {
            ReadKind.Present => now.Exists && now.Revision <= baseRevision,
            ReadKind.Missing => !now.Exists,
            ReadKind.Shape => now.Exists && now.ShapeRevision <= baseRevision,
            _ => false,
        };
}
