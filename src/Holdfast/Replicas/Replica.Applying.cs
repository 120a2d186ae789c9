using Holdfast.Errors;
using Holdfast.Logs;
using Holdfast.Reporting;

namespace Holdfast.Replicas;

/// <content>Applying what the log has got, and checkpoints of it.</content>
internal sealed partial class Replica
{
    /// <summary>
    /// A replica that is further behind than this many positions looks for a checkpoint before it replays: about what
    /// reading a checkpoint of a middling document costs.
    /// </summary>
    private const long JumpDistance = 64L << 20;

    /// <summary>Keeps a checkpoint of what is applied.</summary>
    public void SaveCheckpoint()
    {
        Tip tip = Read();
        long begun = Telemetry.Begin(Timed.Checkpoint);
        _log.SaveCheckpoint(
            tip.Revision,
            tip.Position,
            output => tip.Document.Root.WriteTo(output),
            output => CompanionFormat.Write(tip, output));
        Telemetry.End(Timed.Checkpoint, begun);
        HoldfastEventSource.Log.CheckpointKept(_log.Name, tip.Revision);
    }

    private void SaveDueCheckpoint()
    {
        try
        {
            SaveCheckpoint();
        }
        catch (Exception fault) when (fault is HoldfastException or HoldfastOperationException)
        {
            // Without it the log grows and opening takes longer; nothing is lost, and it is tried again when it is due.
            _reportFault(_log.Name, fault);
        }
    }

    private Tip CatchUpLocked()
    {
        Tip tip = _tip;
        LogPosition tail = _log.Tail;
        if (tip.Position == tail) return tip;

        if (tail.Number - tip.Position.Number > JumpDistance) tip = Jump(tip);

        try
        {
            Replay(tip);
        }
        catch (HoldfastOperationException gone) when (gone.Code == ErrorCode.TrimmedRevision)
        {
            Replay(Jump(_tip));
        }

        return _tip;
    }

    private void Replay(Tip tip)
    {
        try
        {
            _log.Read(tip.Position, (payload, next) =>
            {
                tip = _replayer.Advance(tip, payload, next, out Commit? commit);
                if (commit is not null) Remember(commit, payload.Length);

                return true;
            });
        }
        finally
        {
            _tip = tip;
        }
    }

    /// <summary>
    /// Goes on from the newest checkpoint when it is ahead; those who wait must then look at the log themselves.
    /// </summary>
    private Tip Jump(Tip tip)
    {
        Tip newest = new TipReader(_log).FromCheckpoint(long.MaxValue) ?? tip;
        if (newest.Position <= tip.Position) return tip;

        HoldfastEventSource.Log.ReplicaJumped(_log.Name, tip.Revision, newest.Revision);
        _recent.Clear();
        _tip = newest;
        Watchers.SignalAll(ref _due);
        return newest;
    }
}
