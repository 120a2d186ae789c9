using System.Globalization;
using System.Runtime.InteropServices;
using Holdfast.Errors;
using Holdfast.Logs;
using Holdfast.Reporting;

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
internal sealed class LocalCommitter : Committer
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

    /// <summary>
    /// Waits until the submission is decided, or gives it up when its own time is over or its token is cancelled.
    /// </summary>
    /// <remarks>The thread that would commit it may wait for the log's lock far longer, on its own account.</remarks>
    private async Task AwaitAsync(Pending pending, Task decided)
    {
        try
        {
            await decided.WaitAsync(pending.Deadline.Rest, pending.Submission.Token).ConfigureAwait(false);
        }
        catch (TimeoutException) when (pending.TryAbandon())
        {
            pending.Fail(TimedOut(pending));
        }
        catch (OperationCanceledException cancelled) when (pending.TryAbandon())
        {
            pending.Fail(cancelled);
        }
        catch (Exception late) when (late is TimeoutException or OperationCanceledException)
        {
            // Another thread is committing it at this moment, or has given it up: either answers soon.
            await decided.ConfigureAwait(false);
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
    /// Blocks until the submission is committed, rejected or given up; commits the queue when no one else does.
    /// </summary>
    private void WaitUntilDone(Pending pending)
    {
        bool entered = Monitor.TryEnter(_writer) || Monitor.TryEnter(_writer, pending.Deadline.Rest);
        if (!entered)
        {
            GiveUp(pending);
            return;
        }

        try
        {
            while (!pending.IsDone)
            {
                Step(pending);
            }
        }
        finally
        {
            Monitor.Exit(_writer);
        }
    }

    private void Step(Pending pending)
    {
        Submission submission = pending.Submission;
        if (submission.Token.IsCancellationRequested && pending.TryAbandon())
        {
            pending.Fail(new OperationCanceledException(submission.Token));
        }
        else if (Turn.IsHeldByOther(submission.Turn, out TimeSpan rest))
        {
            // Not disposed but only unregistered: this thread has the monitor that the callback's work asks for.
            CancellationTokenRegistration end = submission.Token.UnsafeRegister(_ => WakeLater(), null);
            Monitor.Wait(_writer, pending.Deadline.RestWithin(rest));
            end.Unregister();
            if (pending.Deadline.IsOver)
            {
                GiveUp(pending);
            }
        }
        else
        {
            CommitQueue(pending);
        }
    }

    private void WakeLater() => Task.Run(() =>
    {
        lock (_writer)
        {
            Monitor.PulseAll(_writer);
        }
    });

    private void GiveUp(Pending pending)
    {
        if (pending.TryAbandon())
        {
            pending.Fail(TimedOut(pending));
        }
        else
        {
            // It is being committed at this moment by another thread, which answers soon: the log's lock is already
            // held.
            SpinWait.SpinUntil(() => pending.IsDone);
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

    /// <summary>Takes the log's lock when no other process has it or the turn.</summary>
    private bool TryEnterLogAtOnce()
    {
        if (_log.IsTurnTaken || _log.IsWriterBusy)
        {
            return false;
        }

        try
        {
            _log.EnterWriter(TimeSpan.Zero, CancellationToken.None);
        }
        catch (Exception fault) when (fault is IHoldfastError or ObjectDisposedException)
        {
            // Another process was faster, or the log has a fault: who waits for the lock meets it again and tells.
            return false;
        }

        if (!_log.IsTurnTaken)
        {
            return true;
        }

        _log.ExitWriter();
        return false;
    }

    /// <summary>
    /// Takes the log's lock, or fails those that cannot wait for it: the leader, and after a fault all that are queued.
    /// </summary>
    private bool TryEnterLog(Pending leader)
    {
        try
        {
            EnterLog(leader);
            return true;
        }
        catch (Exception late) when (late is TimeoutException or OperationCanceledException)
        {
            Fail([leader], late);
        }
        catch (Exception fault)
        {
            // A lone writer's submission leads without standing in the queue.
            Fail([leader, .. _queue.All()], fault);
        }

        return false;
    }

    /// <summary>
    /// What a submission meets that waited too long; who waits in the log's lock itself meets another.
    /// </summary>
    private HoldfastTimeoutException TimedOut(Pending pending)
    {
        TimeSpan timeout = pending.Submission.Timeout;
        if (Turn.IsHeldByOther(pending.Submission.Turn, out _))
        {
            return Turn.TimedOut(timeout);
        }

        string cause = _log.IsTurnTaken || _log.IsWriterBusy
            ? "Another process, for which other commits of this one wait too, has been committing"
            : "Other commits of this process have been made";
        return new HoldfastTimeoutException(ErrorCode.TimedOut, string.Create(
            CultureInfo.InvariantCulture,
            $"{cause} to '{_log.Name}' for {timeout.TotalSeconds:0.###} s; try again, or wait longer."));
    }

    private static void Fail(IEnumerable<Pending> failed, Exception fault)
    {
        foreach (Pending pending in failed)
        {
            if (pending.TryTake())
            {
                pending.Fail(fault);
            }
        }
    }

    /// <summary>Takes the log's lock when no other process has the turn.</summary>
    /// <remarks>
    /// The turn is looked at again under the lock: who took it and then once passed through the lock knows that every
    /// writer that comes later sees it.
    /// </remarks>
    private void EnterLog(Pending leader)
    {
        while (true)
        {
            if (_log.IsTurnTaken)
            {
                _log.WaitForTurn(leader.Deadline.Rest, leader.Submission.Token);
            }

            long begun = Telemetry.Begin(Timed.WriterWait);
            CatchUp();
            _log.EnterWriter(leader.Deadline.Rest, leader.Submission.Token);
            Telemetry.End(Timed.WriterWait, begun);
            if (!_log.IsTurnTaken)
            {
                return;
            }

            _log.ExitWriter();
        }
    }

    // Under the lock this would keep the writers of all processes waiting.
    private void CatchUp() => _replica.Read();

    private void OnTurnReleased()
    {
        lock (_writer)
        {
            Monitor.PulseAll(_writer);
        }

        CommitRest();
    }
}
