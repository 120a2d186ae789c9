using Holdfast.Commits;
using Holdfast.Errors;
using Holdfast.Logs.File.Checkpoints;
using Holdfast.Logs.File.Format;
using Holdfast.Logs.File.Live;
using Holdfast.Logs.File.Native;
using Holdfast.Logs.File.Segments;

namespace Holdfast.Logs.File.Maintenance;

/// <summary>Reads all that one namespace keeps, and notes what is not intact. Changes nothing.</summary>
internal sealed unsafe class LogCheck(LogContext context)
{
    private readonly List<StoreDamage> _damages = [];
    private long _lastRevision;

    /// <summary>Reads everything up to the tail as it is now.</summary>
    /// <remarks>Cost. All bytes of the namespace; writers go on, trimming waits.</remarks>
    public List<StoreDamage> Run()
    {
        if (!context.TryWithStillHistory(context.Session.Options.OpenTimeout, CheckAll))
        {
            throw new HoldfastException(
                ErrorCode.StoreBusy, $"Another process reads or trims the history of '{context.Name}'; try again.");
        }

        return _damages;
    }

    private void CheckAll()
    {
        foreach (long revision in CheckpointFolder.ListRevisions(context.Folder))
        {
            CheckCheckpoint(revision);
        }

        CheckRetention();
        long tail = Volatile.Read(ref context.Slot->Tail);
        long expected = -1;
        foreach (long start in ListKeptSegments())
        {
            if (expected >= 0 && start != expected)
                Note(SegmentFolder.PathOf(context.Folder, expected), null, "the segment is missing");

            expected = CheckSegment(start, tail);
        }

        if (expected >= 0 && expected < tail)
            Note(SegmentFolder.PathOf(context.Folder, expected), null, "the segment is missing");
    }

    // What lies wholly before the history is left by whoever died while it was trimmed; the next trimming takes it.
    private IEnumerable<long> ListKeptSegments()
    {
        long[] bases = SegmentFolder.ListBases(context.Folder);
        long oldest = Volatile.Read(ref context.Slot->Oldest);
        return bases.Where((_, index) => index + 1 == bases.Length || bases[index + 1] > oldest);
    }

    private void CheckCheckpoint(long revision)
    {
        using Checkpoint? checkpoint = CheckpointFolder.TryOpen(context.Folder, revision);
        if (checkpoint is null)
        {
            Note(CheckpointFolder.DocumentPath(context.Folder, revision), null,
                "the checkpoint is not what was written; an older one stands in for it");
        }
    }

    private void CheckRetention()
    {
        try
        {
            _ = RetentionRecord.TryRead(context.Folder);
        }
        catch (HoldfastException fault) when (fault.Code == ErrorCode.Damaged)
        {
            Note(RetentionRecord.PathOf(context.Folder), null,
                "it does not say how much history is kept, so nothing is trimmed; set it again");
        }
    }

    // Gives where the next segment must begin; -1 when that cannot be told.
    private long CheckSegment(long start, long tail)
    {
        try
        {
            using Segment? segment = Segment.TryOpen(context.Folder, start);
            if (segment is null) return -1;

            if (start < tail) RecordReader.Read(segment, start, tail, Visit, out _);

            return segment.Header.End;
        }
        catch (HoldfastException fault) when (fault.Code is ErrorCode.Damaged or ErrorCode.InputOutput)
        {
            Note(fault.File ?? SegmentFolder.PathOf(context.Folder, start), fault.Position, fault.Message);
            return SegmentFolder.TryReadHeader(context.Folder, start)?.End ?? -1;
        }
    }

    private bool Visit(ReadOnlySpan<byte> payload, LogPosition next)
    {
        long revision = RecordHeader.Read(payload).Revision;
        if (revision <= _lastRevision)
            Note(context.Folder, next.Number, $"revision {revision} follows revision {_lastRevision}");

        _lastRevision = revision;
        return true;
    }

    private void Note(string file, long? position, string message) =>
        _damages.Add(new StoreDamage(context.Name, file, position, message, IsRepaired: false));
}
