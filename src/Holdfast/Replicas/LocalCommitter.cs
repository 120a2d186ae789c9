using System.Runtime.InteropServices;
using Holdfast.Logs;
using Holdfast.Timing;

namespace Holdfast.Replicas;

/// <summary>
/// Commits to a log that decides first: whoever holds the writer lock commits for all that wait in this process.
/// </summary>
/// <remarks>
/// A submission is queued, then its thread asks for the writer monitor. When it gets it, either another thread has
/// already committed the submission, or this thread commits the whole queue under one lock of the log and one publish.
/// Asynchronous callers do not wait for the monitor: whoever holds it looks at the queue again after giving it back.
/// Threads. Any.
/// </remarks>
internal sealed partial class LocalCommitter : Committer
{
    private readonly Replica _replica;
    private readonly LocalLog _log;
    private readonly object _writer = new();
    private readonly SubmissionQueue _queue = new();
    private CommitBatch? _batch;

    public LocalCommitter(Replica replica, LocalLog log)
    {
        (_replica, _log) = (replica, log);
        Turn = new Turn(log, OnTurnReleased);
        log.WriterWaited = CatchUp;
    }

    public override Turn Turn { get; }

    public override Outcome Submit(in Submission submission)
    {
        var pending = new Pending(submission, completion: null);
        if (!TryCommitAlone(pending))
        {
            _queue.Add(pending);
            WaitUntilDone(pending);
        }

        CommitRest();
        Outcome outcome = pending.Result;
        if (submission.IsDurable && outcome.Commit is not null) _log.Flush(pending.Position);

        return outcome;
    }

    public override async ValueTask<Outcome> SubmitAsync(Submission submission)
    {
        var completion = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var pending = new Pending(submission, completion);
        _queue.Add(pending);
        CommitSoon(pending);
        await AwaitAsync(pending, completion.Task).ConfigureAwait(false);
        Outcome outcome = pending.Result;
        if (submission.IsDurable && outcome.Commit is not null)
            await _log.FlushAsync(pending.Position, submission.Token).ConfigureAwait(false);

        return outcome;
    }

    public override void Settle(TimeSpan timeout, CancellationToken token)
    {
        Deadline deadline = Deadline.After(timeout);
        if (!Monitor.TryEnter(_writer, timeout))
            throw TimedOutBehindOthers(timeout);
        try
        {
            _log.EnterWriter(deadline.Rest, token);
            _log.ExitWriter();
        }
        finally
        {
            Monitor.Exit(_writer);
            CommitRest();
        }
    }

    /// <summary>Commits at once when nobody else is there: no queue, no waiting. False when somebody is.</summary>
    private bool TryCommitAlone(Pending pending)
    {
        if (!_queue.IsEmpty || !Monitor.TryEnter(_writer)) return false;

        try
        {
            if (!_queue.IsEmpty || Turn.IsHeldByOther(pending.Submission.Turn, out _)) return false;

            if (TryEnterLog(pending))
            {
                pending.TryTake();
                CommitEntered(new ReadOnlySpan<Pending>(in pending));
            }

            return true;
        }
        finally
        {
            Monitor.Exit(_writer);
        }
    }

    /// <summary>Commits a batch and gives the log's lock back.</summary>
    private void CommitEntered(ReadOnlySpan<Pending> batch)
    {
        try
        {
            (_batch ??= new CommitBatch(_replica, _log)).Commit(batch);
        }
        finally
        {
            _log.ExitWriter();
        }
    }

    /// <summary>Commits all that is queued and not held back. The monitor is held.</summary>
    /// <remarks>
    /// Submissions are taken from the queue only under the log's lock: before that, each may still give up on its own.
    /// </remarks>
    private void CommitQueue(Pending leader)
    {
        if (TryEnterLog(leader)) CommitEntered(CollectionsMarshal.AsSpan(_queue.Take(Turn)));
    }
}
