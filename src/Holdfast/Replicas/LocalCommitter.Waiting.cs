using System.Globalization;
using Holdfast.Errors;
using Holdfast.Timing;

namespace Holdfast.Replicas;

/// <content>Waiting for a submission to be decided, and giving it up.</content>
internal sealed partial class LocalCommitter
{
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
            if (pending.Deadline.IsOver) GiveUp(pending);
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

        CommitRest();
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
    /// What a submission meets that waited too long; whoever waits in the log's lock itself meets another.
    /// </summary>
    private HoldfastTimeoutException TimedOut(Pending pending)
    {
        TimeSpan timeout = pending.Submission.Timeout;
        return Turn.IsHeldByOther(pending.Submission.Turn, out _)
            ? Turn.TimedOut(timeout)
            : TimedOutBehindOthers(timeout);
    }

    private HoldfastTimeoutException TimedOutBehindOthers(TimeSpan timeout)
    {
        string cause = _log.IsTurnTaken || _log.IsWriterBusy
            ? "Another process, for which other commits of this one wait too, has been committing"
            : "Other commits of this process have been made";
        return new HoldfastTimeoutException(ErrorCode.TimedOut, string.Create(
            CultureInfo.InvariantCulture,
            $"{cause} to '{_log.Name}' for {timeout.TotalSeconds:0.###} s; try again, or wait longer."));
    }
}
