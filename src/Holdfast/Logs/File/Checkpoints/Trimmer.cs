using Holdfast.Logs.File.Format;
using Holdfast.Logs.File.Live;
using Holdfast.Logs.File.Native;
using Holdfast.Logs.File.Segments;

namespace Holdfast.Logs.File.Checkpoints;

/// <summary>
/// Unlinks the history that retention lets go: whole segments below a kept checkpoint, then the checkpoints below it.
/// </summary>
/// <remarks>
/// Crash windows. `live` says first where the history begins, so that no reader starts on a file that goes; segments go
/// in order, so that a crash leaves a log without holes; the older checkpoints go last, so that one always stands at or
/// before the oldest segment. Readers that have a segment open go on reading it.
/// Threads. Any.
/// </remarks>
internal sealed unsafe class Trimmer(LogContext context, RetentionKeeper retention)
{
    private readonly LiveSlot* _slot = context.Slot;
    private long _lastByAge = context.Session.Options.TimeProvider.GetTimestamp();

    /// <summary>Unlinks what may go; nothing while a backup or a check reads the history.</summary>
    public void TryTrim() => context.TryWithStillHistory(TimeSpan.Zero, Trim);

    private void Trim()
    {
        TimeProvider clock = context.Session.Options.TimeProvider;
        List<SegmentSpan> segments = ListSegments();
        List<CheckpointHeader> checkpoints = CheckpointFolder.ListWhole(context.Folder);
        var now = new TrimState(
            Volatile.Read(ref _slot->Tail),
            Volatile.Read(ref _slot->TailRevision),
            context.Session.NowMicroseconds,
            (int)Math.Min(int.MaxValue, clock.GetElapsedTime(_lastByAge).TotalMinutes));
        if (TrimPolicy.Choose(retention.Effective, now, checkpoints, segments) is not { } choice
            || !IsIntact(choice.Begin))
        {
            return;
        }

        Remove(choice.Begin, segments, checkpoints);
        if (choice.IsByAge) _lastByAge = clock.GetTimestamp();
    }

    // Nothing older is kept beside this checkpoint, so all of its bytes are looked at first.
    private bool IsIntact(CheckpointHeader begin)
    {
        using Checkpoint? checkpoint = CheckpointFolder.TryOpen(context.Folder, begin.Revision);
        return checkpoint is not null;
    }

    private List<SegmentSpan> ListSegments()
    {
        long[] bases = SegmentFolder.ListBases(context.Folder);
        var spans = new List<SegmentSpan>(bases.Length);
        for (int index = 0; index + 1 < bases.Length; index++)
        {
            spans.Add(new SegmentSpan(bases[index], bases[index + 1]));
        }

        return spans;
    }

    private void Remove(CheckpointHeader begin, List<SegmentSpan> segments, List<CheckpointHeader> checkpoints)
    {
        Disk disk = context.Session.Disk;

        // Who named the checkpoint may have died before it flushed the name.
        context.FlushFolder();
        Volatile.Write(ref _slot->OldestRevision, begin.Revision + 1);
        Volatile.Write(ref _slot->Oldest, begin.Position);
        foreach (SegmentSpan segment in segments.TakeWhile(segment => segment.End <= begin.Position))
        {
            context.WhileThere(() => disk.Unlink(SegmentFolder.PathOf(context.Folder, segment.Base)));
            context.FlushFolder();
        }

        foreach (CheckpointHeader checkpoint in checkpoints.TakeWhile(each => each.Position < begin.Position))
        {
            context.WhileThere(() => CheckpointFolder.Remove(context.Folder, checkpoint.Revision, disk));
        }

        context.Segments.Forget(begin.Position);
    }
}
