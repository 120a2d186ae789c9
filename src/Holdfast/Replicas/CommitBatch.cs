using Holdfast.Commits;
using Holdfast.Documents;
using Holdfast.Logs;
using Holdfast.Reporting;

namespace Holdfast.Replicas;

/// <summary>Decides, writes and publishes a batch of submissions in one step.</summary>
/// <remarks>Threads. One at a time: the log's writer lock is held.</remarks>
internal sealed class CommitBatch
{
    private readonly Replica _replica;
    private readonly LocalLog _log;
    private readonly PayloadWriter _payload = new();
    private readonly List<(Commit Commit, int Bytes)> _commits = [];

    public CommitBatch(Replica replica, LocalLog log) => (_replica, _log) = (replica, log);

    /// <summary>Commits or rejects each; after a fault all of them fail, and nothing of them is visible.</summary>
    public void Commit(ReadOnlySpan<Pending> batch)
    {
        LogPosition tail;
        try
        {
            tail = CommitWithGate(batch);
        }
        catch (Exception fault)
        {
            _log.Abandon();
            foreach (Pending pending in batch)
            {
                pending.Fail(fault);
            }

            return;
        }

        foreach (Pending pending in batch)
        {
            pending.Complete(tail);
        }
    }

    private LogPosition CommitWithGate(ReadOnlySpan<Pending> batch)
    {
        Tip start = _replica.EnterGate();
        try
        {
            var fold = new Fold(start.Document, start.Revision, start.TimeMicroseconds);
            foreach (Pending pending in batch)
            {
                Decide(pending, ref fold);
            }

            return _commits.Count == 0 ? start.Position : Publish(start, fold);
        }
        finally
        {
            _commits.Clear();
            _replica.ExitGate();
        }
    }

    /// <remarks>
    /// Order: the records are visible to other processes first; a reader of this process that sees the new tail waits
    /// at the gate until the replica has it too.
    /// </remarks>
    private LogPosition Publish(Tip start, Fold fold)
    {
        LogPosition tail = _log.Publish();
        _replica.Advance(new Tip(fold.Document, fold.Revision, tail, fold.TimeMicroseconds, start.Gaps));
        long total = 0;
        foreach ((Commit commit, int bytes) in _commits)
        {
            _replica.Remember(commit, bytes);
            total += bytes;
        }

        Telemetry.Committed(_commits.Count, total);

        return tail;
    }

    private void Decide(Pending pending, ref Fold fold)
    {
        Proposal proposal = pending.Submission.Proposal;
        long revision = fold.Revision + 1;
        Decision decision = Rules.Apply(fold.Document, proposal, revision);
        if (!decision.MakesCommit)
        {
            pending.Decide(new Outcome(null, decision.Rejection, fold.Revision));
            return;
        }

        long time = Math.Max(proposal.TimeMicroseconds, fold.TimeMicroseconds);
        var origin = new CommitOrigin(
            revision, fold.Revision, time, proposal.Writer, proposal.Author, proposal.Reason);
        var commit = new Commit(origin, decision.Changes, fold.Document, decision.Document);
        _payload.Clear();
        CommitFormat.Write(_payload, new RecordHeader(RecordKind.Commit, revision, time), proposal, decision.Changes);
        _log.Append(_payload.Written);
        _commits.Add((commit, _payload.Written.Length));
        pending.Decide(new Outcome(commit, null, revision));
        fold = new Fold(decision.Document, revision, time);
    }

    /// <summary>How far the batch has come; it becomes the replica's tip when it is published.</summary>
    private readonly record struct Fold(Document Document, long Revision, long TimeMicroseconds);
}
