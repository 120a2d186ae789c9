using System.Runtime.InteropServices;
using Holdfast.Logs;

namespace Holdfast.Replicas;

/// <summary>
/// Commits to a log that decides first: whoever holds the writer lock commits for all that wait in this process.
/// </summary>
/// <remarks>
/// A submission is queued, then its thread asks for the writer monitor. When it gets it, either another thread has
/// already committed the submission, or this thread commits the whole queue under one lock of the log and one publish.
/// Asynchronous callers do not wait for the monitor: who holds it looks at the queue again after giving it back.
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
        if (submission.IsDurable && outcome.Commit is not null)
        {
            _log.Flush(pending.Position);
        }

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
        {
            await _log.FlushAsync(pending.Position, submission.Token).ConfigureAwait(false);
        }

        return outcome;
    }

    /// <summary>Commits now, or as soon as no other function has the turn; never blocks for a turn.</summary>
    private void CommitSoon(Pending pending)
    {
        if (Turn.IsHeldByOther(pending.Submission.Turn, out TimeSpan rest))
        {
            // It stays queued, and costs no thread: the release of the turn commits it. A turn that is honoured for a
            // time only is looked at again after that.
            if (rest != Timeout.InfiniteTimeSpan)
            {
                _ = Task.Delay(rest + TimeSpan.FromMilliseconds(1)).ContinueWith(
                    _ => CommitRest(), TaskScheduler.Default);
            }
        }
        else
        {
            CommitRest();
        }
    }

    public override void Settle(TimeSpan timeout, CancellationToken token)
    {
        lock (_writer)
        {
            _log.EnterWriter(timeout, token);
            _log.ExitWriter();
        }
    }

    /// <summary>Commits at once when nobody else is there: no queue, no waiting. False when somebody is.</summary>
    private bool TryCommitAlone(Pending pending)
    {
        if (!_queue.IsEmpty || !Monitor.TryEnter(_writer))
        {
            return false;
        }

        try
        {
            if (!_queue.IsEmpty || Turn.IsHeldByOther(pending.Submission.Turn, out _))
            {
                return false;
            }

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

    /// <summary>
    /// Commits what asynchronous callers queued while the monitor was held. Never waits for a process.
    /// </summary>
    /// <remarks>Waiting for another process blocks; a thread of the pool does it for all that are queued.</remarks>
    private void CommitRest()
    {
        if (!TryCommitRest(isPatient: false))
        {
            _ = Task.Run(() => TryCommitRest(isPatient: true));
        }
    }

    /// <summary>Commits for those who await it; false when it would have to wait and is not patient.</summary>
    private bool TryCommitRest(bool isPatient)
    {
        while (!_queue.IsEmpty && Monitor.TryEnter(_writer))
        {
            try
            {
                if (_queue.FindAwaited(Turn) is not { } leader)
                {
                    return true;
                }

                if (isPatient)
                {
                    CommitQueue(leader);
                }
                else if (TryEnterLogAtOnce())
                {
                    CommitEntered(CollectionsMarshal.AsSpan(_queue.Take(Turn)));
                }
                else
                {
                    return false;
                }
            }
            finally
            {
                Monitor.Exit(_writer);
            }
        }

        return true;
    }

    /// <summary>Commits all that is queued and not held back. The monitor is held.</summary>
    /// <remarks>
    /// Submissions are taken from the queue only under the log's lock: before that, each may still give up on its own.
    /// </remarks>
    private void CommitQueue(Pending leader)
    {
        if (TryEnterLog(leader))
        {
            CommitEntered(CollectionsMarshal.AsSpan(_queue.Take(Turn)));
        }
    }

    private void OnTurnReleased()
    {
        lock (_writer)
        {
            Monitor.PulseAll(_writer);
        }

        CommitRest();
    }
}
