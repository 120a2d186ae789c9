using Holdfast.Errors;
using Holdfast.Reporting;
using Holdfast.Timing;

namespace Holdfast.Replicas;

/// <content>The way into the log's lock.</content>
internal sealed partial class LocalCommitter
{
    /// <summary>Takes the log's lock when no other process has it or the turn.</summary>
    private bool TryEnterLogAtOnce()
    {
        if (_log.IsTurnTaken || _log.IsWriterBusy) return false;

        try
        {
            _log.EnterWriter(TimeSpan.Zero, CancellationToken.None);
        }
        catch (Exception fault) when (fault is IHoldfastError or ObjectDisposedException)
        {
            // Another process was faster, or the log has a fault: whoever waits for the lock meets it again and tells.
            return false;
        }

        if (!_log.IsTurnTaken) return true;

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

    private static void Fail(IEnumerable<Pending> failed, Exception fault)
    {
        foreach (Pending pending in failed)
        {
            if (pending.TryTake()) pending.Fail(fault);
        }
    }

    /// <summary>Takes the log's lock when no other process has the turn.</summary>
    /// <remarks>
    /// The turn is looked at again under the lock: whoever took it and then once passed through the lock knows that
    /// every writer that comes later sees it.
    /// </remarks>
    private void EnterLog(Pending leader)
    {
        while (true)
        {
            if (_log.IsTurnTaken) _log.WaitForTurn(leader.Deadline.Rest, leader.Submission.Token);

            long begun = Telemetry.Begin(Timed.WriterWait);
            CatchUp();
            _log.EnterWriter(leader.Deadline.Rest, leader.Submission.Token);
            Telemetry.End(Timed.WriterWait, begun);
            if (!_log.IsTurnTaken) return;

            _log.ExitWriter();
        }
    }

    // Under the lock this would keep the writers of all processes waiting.
    private void CatchUp() => _replica.Read();
}
