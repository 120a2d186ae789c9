using Holdfast.Commits;
using Holdfast.Errors;
using Holdfast.Logs;

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
    public void Commit(List<Pending> batch)
    {
        LogPosition tail;
        try
        {
            Tip tip = _replica.EnterGate();
            try
            {
                tail = DecideAndPublish(batch, tip);
            }
            finally
            {
                _commits.Clear();
                _replica.ExitGate();
            }
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

    private LogPosition DecideAndPublish(List<Pending> batch, Tip tip)
    {
        foreach (Pending pending in batch)
        {
            tip = Decide(pending, tip);
        }

        if (_commits.Count == 0)
        {
            return tip.Position;
        }

        // Order: the records are visible to other processes first; a reader of this process that sees the new tail waits
        // at the gate until the replica has it too.
        LogPosition tail = _log.Publish();
        _replica.Advance(tip with { Position = tail });
        foreach ((Commit commit, int bytes) in _commits)
        {
            _replica.Remember(commit, bytes);
        }

        return tail;
    }

    private Tip Decide(Pending pending, Tip tip)
    {
        Proposal proposal = pending.Submission.Proposal;
        Decision decision = Rules.Apply(tip.Document, proposal, tip.Revision + 1);
        if (!decision.IsCommitted)
        {
            pending.Decide(new Outcome(null, decision.Rejection));
            return tip;
        }

        Commit commit = Replayer.ToCommit(tip, proposal, decision);
        _payload.Clear();
        var header = new RecordHeader(RecordKind.Commit, commit.Origin.Revision, commit.Origin.TimeMicroseconds);
        CommitFormat.Write(_payload, header, proposal, decision.Changes);
        _log.Append(_payload.Written);
        _commits.Add((commit, _payload.Written.Length));
        pending.Decide(new Outcome(commit, null));
        return Replayer.After(tip, commit, tip.Position);
    }
}
