using Holdfast.Commits;
using Holdfast.Documents;
using Holdfast.Errors;
using Holdfast.Logs;
using Holdfast.Reporting;

namespace Holdfast.Replicas;

/// <summary>Decides, writes and publishes a batch of submissions in one step.</summary>
/// <remarks>Threads. One at a time: the log's writer lock is held.</remarks>
internal sealed class CommitBatch
{
    /// <summary>
    /// Bytes of records after which those decided so far are published: less than a log takes in one step (1 GiB) by
    /// more than the largest record has, and enough that larger steps would save nothing.
    /// </summary>
    private const long UsualBytes = 64L << 20;

    private readonly Replica _replica;
    private readonly LocalLog _log;
    private readonly PayloadWriter _payload = new();
    private readonly List<(Commit Commit, int Bytes)> _commits = [];

    private readonly long _mostBytes;

    public CommitBatch(Replica replica, LocalLog log, long mostBytes = UsualBytes) =>
        (_replica, _log, _mostBytes) = (replica, log, mostBytes);

    /// <summary>
    /// Commits or rejects each, in as many steps as their bytes need; after a fault all of its step and of the steps
    /// behind it fail, and nothing of them is visible.
    /// </summary>
    public void Commit(ReadOnlySpan<Pending> batch)
    {
        while (!batch.IsEmpty)
        {
            batch = batch[CommitStep(batch)..];
        }
    }

    /// <summary>Commits the first of a batch; gives how many.</summary>
    private int CommitStep(ReadOnlySpan<Pending> batch)
    {
        LogPosition tail;
        int count;
        try
        {
            tail = CommitWithGate(batch, out count);
        }
        catch (Exception fault)
        {
            _log.Abandon();
            foreach (Pending pending in batch)
            {
                pending.Fail(fault);
            }

            return batch.Length;
        }

        foreach (Pending pending in batch[..count])
        {
            pending.Complete(tail);
        }

        return count;
    }

    private LogPosition CommitWithGate(ReadOnlySpan<Pending> batch, out int count)
    {
        Tip start = _replica.EnterGate();
        try
        {
            var fold = new Fold(start.Document, start.Revision, start.TimeMicroseconds, 0);
            for (count = 0; count < batch.Length && fold.Bytes < _mostBytes; count++)
            {
                Decide(batch[count], ref fold);
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
        if (TryAppend(pending))
        {
            _commits.Add((commit, _payload.Written.Length));
            pending.Decide(new Outcome(commit, null, revision));
            fold = new Fold(decision.Document, revision, time, fold.Bytes + _payload.Written.Length);
        }
    }

    // What a commit says beside its operations can make a record too large that the rules allow: its own fault alone.
    private bool TryAppend(Pending pending)
    {
        try
        {
            _log.Append(_payload.Written);
            return true;
        }
        catch (HoldfastException tooLarge) when (tooLarge.Code == ErrorCode.RecordTooLarge)
        {
            pending.Refuse(tooLarge);
            return false;
        }
    }

    /// <summary>How far the step has come; it becomes the replica's tip when it is published.</summary>
    private readonly record struct Fold(Document Document, long Revision, long TimeMicroseconds, long Bytes);
}
