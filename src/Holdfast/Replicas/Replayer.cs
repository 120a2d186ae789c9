using Holdfast.Commits;
using Holdfast.Documents;
using Holdfast.Errors;
using Holdfast.Logs;

namespace Holdfast.Replicas;

/// <summary>
/// Folds records into a document: the one way from a log to a state, for live replicas and for time travel.
/// </summary>
/// <remarks>Threads. One thread.</remarks>
internal sealed class Replayer
{
    private readonly PayloadCache _cache = new();

    /// <summary>Called for each proposal that was decided (logs that order first), in order.</summary>
    public Action<Writer, long, Decision, Commit?>? Decided { get; init; }

    /// <summary>Applies one record.</summary>
    /// <param name="tip">Where the fold stands.</param>
    /// <param name="payload">The record.</param>
    /// <param name="next">The position after it.</param>
    /// <param name="commit">The commit that the record is; null for a gap and for a rejected proposal.</param>
    /// <returns>The tip after the record.</returns>
    public Tip Advance(Tip tip, ReadOnlySpan<byte> payload, LogPosition next, out Commit? commit)
    {
        commit = null;
        switch ((RecordKind)payload[0])
        {
            case RecordKind.Commit:
                return Redo(tip, payload, next, out commit);
            case RecordKind.Proposal:
                return Decide(tip, payload, next, out commit);
            case RecordKind.Gap:
                return Skip(tip, GapRecord.Read(payload), next);
            default:
                throw new HoldfastException(
                    ErrorCode.FormatVersion,
                    $"The log has a record of kind {payload[0]}; update this program to read it.");
        }
    }

    /// <summary>Gives the tip after a commit.</summary>
    public static Tip After(Tip tip, Commit commit, LogPosition next) => new(
        commit.DocumentAfter, commit.Origin.Revision, next, commit.Origin.TimeMicroseconds, tip.Gaps);

    private Tip Redo(Tip tip, ReadOnlySpan<byte> payload, LogPosition next, out Commit? commit)
    {
        var input = new PayloadReader(payload, _cache);
        RecordHeader header = input.Header();
        Writer writer = CommitFormat.ReadOrigin(ref input, out string author, out string? reason);
        var changes = new Change[input.Count()];
        Document document = tip.Document;
        long step = EditStep.Begin();
        for (int index = 0; index < changes.Length; index++)
        {
            ChangeKind kind = CommitFormat.ReadChange(ref input, out StatePath path, out Value value);
            Edit edit = Rules.Replay(document, kind, path, value, header.Revision, step);
            if (edit.Failure != ErrorCode.None) throw Diverged(header.Revision, path, edit.Failure);

            document = edit.Document;
            if (edit.KeepsBefore) step = EditStep.Begin();

            changes[index] = new Change(kind, path, edit.Existed, edit.Before, value, edit.IsSame);
        }

        var origin = new CommitOrigin(header.Revision, tip.Revision, header.TimeMicroseconds, writer, author, reason);
        commit = new Commit(origin, changes, tip.Document, document);
        return After(tip, commit, next);
    }

    private Tip Decide(Tip tip, ReadOnlySpan<byte> payload, LogPosition next, out Commit? commit)
    {
        (Proposal proposal, long number) = ProposalFormat.Read(payload, _cache);
        Decision decision = Rules.Apply(tip.Document, proposal, tip.Revision + 1);
        commit = decision.MakesCommit ? ToCommit(tip, proposal, decision) : null;
        Decided?.Invoke(proposal.Writer, number, decision, commit);
        return commit is null ? tip with { Position = next } : After(tip, commit, next);
    }

    /// <summary>Gives the commit that a decided proposal is, on a tip.</summary>
    public static Commit ToCommit(Tip tip, Proposal proposal, Decision decision)
    {
        long time = Math.Max(proposal.TimeMicroseconds, tip.TimeMicroseconds);
        var origin = new CommitOrigin(
            tip.Revision + 1, tip.Revision, time, proposal.Writer, proposal.Author, proposal.Reason);
        return new Commit(origin, decision.Changes, tip.Document, decision.Document);
    }

    /// <remarks>
    /// The last number of a gap is the recovery's own: the document as it was recovered. So the revision before the
    /// first commit after a gap can be asked for, and only the numbers below it are lost.
    /// </remarks>
    private static Tip Skip(Tip tip, GapRecord gap, LogPosition next) => tip with
    {
        Revision = gap.To,
        Position = next,
        Gaps = gap.To > gap.From ? [.. tip.Gaps, new Gap(gap.From, gap.To - 1)] : tip.Gaps,
    };

    private static HoldfastException Diverged(long revision, StatePath path, ErrorCode failure) => new(
        ErrorCode.Damaged,
        $"The record of revision {revision} does not fit the document at '{path}' ({failure}); run 'holdfast check'.");
}
