using Holdfast.Commits;
using Holdfast.Errors;
using Holdfast.Logs.File.Checkpoints;
using Holdfast.Logs.File.Format;
using Holdfast.Logs.File.Live;
using Holdfast.Logs.File.Native;
using Holdfast.Logs.File.Segments;
using Holdfast.Logs.File.Writing;

namespace Holdfast.Logs.File.Recovery;

/// <summary>
/// Finds out what a namespace's log is, from its files alone, and fills its slot. Under the store lock.
/// </summary>
/// <remarks>
/// Nobody else uses the slot before its key is set, which is the last step; a crash before leaves it to the next
/// opener.
/// </remarks>
internal sealed unsafe class SlotRecovery(LogContext context, DamagedTail onDamage)
{
    private readonly LiveSlot* _slot = context.Slot;
    private readonly StoreSession _session = context.Session;

    /// <summary>Recovers the log.</summary>
    public void Run()
    {
        RemoveTemporaryFiles();
        *_slot = default;
        Start start = FindStart();
        TailScan scan = TailScan.Run(context.Segments, start.Position, start.Revision, start.Time);
        TailRemains remains = TailRemains.Find(context.Segments, context.Folder, scan.End);
        try
        {
            Judge(start, scan, remains);
        }
        catch (HoldfastException) when (SlotFault.IsFlushFailed(_slot))
        {
            // The log can be read, and takes no commits. To recover it again would take for good what the second flush
            // of the same bytes says.
        }
        finally
        {
            remains.Release();
        }
    }

    private readonly record struct Start(long Position, long Revision, long Time, CheckpointHeader? Newest);

    private void RemoveTemporaryFiles()
    {
        foreach (string name in Disk.ListNames(context.Folder))
        {
            if (name.EndsWith(Disk.TemporarySuffix, StringComparison.Ordinal))
                _session.Disk.Unlink(Path.Combine(context.Folder, name));
        }
    }

    // Replay begins at the newest checkpoint; what is kept begins at the oldest one, or at the log's begin.
    private Start FindStart()
    {
        long[] bases = SegmentFolder.ListBases(context.Folder);
        List<CheckpointHeader> checkpoints = CheckpointFolder.ListWhole(context.Folder);
        long first = bases.Length > 0 ? bases[0] : long.MaxValue;
        checkpoints.RemoveAll(checkpoint => checkpoint.Position < first);
        if (first != 0 && checkpoints.Count == 0)
        {
            throw Segment.Damaged(
                SegmentFolder.PathOf(context.Folder, 0), 0, "the segment is missing, and no checkpoint stands for it");
        }

        bool isWhole = first == 0;
        _slot->Oldest = isWhole ? 0 : checkpoints[0].Position;
        _slot->OldestRevision = isWhole ? 1 : checkpoints[0].Revision + 1;
        if (checkpoints.Count == 0)
        {
            Segment segment = context.AcquireSegment(0);
            segment.Release();
            return new Start(segment.Header.First, 0, segment.Header.TimeMicroseconds, null);
        }

        CheckpointHeader newest = checkpoints[^1];
        return new Start(newest.Position, newest.Revision, newest.TimeMicroseconds, newest);
    }

    private void Judge(Start start, TailScan scan, TailRemains remains)
    {
        Fill(start, scan.End, scan.LastRevision);
        long flushed = Math.Max(remains.HighestFlushed, IsCopy ? 0 : FlushMark.Read(context));
        bool isDamaged = flushed > scan.End || remains.Unreadable.Count > 0 || scan.IsSegmentLost;
        if (isDamaged && onDamage == DamagedTail.Keep && !IsTornCopy(scan, remains))
        {
            // Readers get the records before the damage, and the damage as an error; nobody writes.
            _slot->Tail = Math.Max(remains.LastEnd, scan.Stop + 1);
            _slot->TailRevision = Math.Max(remains.LastRevision, scan.LastRevision);
            SlotFault.SetDamaged(_slot, scan.Stop);
            return;
        }

        if (isDamaged || remains.Pieces.Count > 0)
        {
            OweGap(scan, remains);
            FlushMark.Remove(context);
            TailCut.Cut(context, remains);
        }

        LiveHeader* header = _session.Live.Header;
        if (Volatile.Read(ref header->Unsure) != 0 || Volatile.Read(ref header->Begun) != 0)
        {
            (_slot->Durable, _slot->DurableRevision) = (start.Position, start.Revision);
            Flush();
        }

        CloseGap(scan);
    }

    // A folder that was copied while it was written has later pages that know of flushes which earlier pages do not
    // show, and may lack the newest segment, which was made after the copying program had listed the folder.
    private bool IsTornCopy(TailScan scan, TailRemains remains) =>
        IsCopy
        && remains.Unreadable.Count == 0
        && (scan.IsSegmentLost
            ? SegmentFolder.ListBases(context.Folder)[^1] < scan.Stop
            : remains.HasTornPage(context.Segments, scan.Stop));

    private bool IsCopy => ReadRecord().Generation < _session.Store.CopyGeneration;

    private string RecordPath => Path.Combine(context.Folder, FileFormat.NamespaceFile);

    private NamespaceRecord ReadRecord() =>
        NamespaceRecord.TryRead(context.Folder) ?? throw Segment.Damaged(RecordPath, 0, "the file is missing");

    private void WriteRecord(NamespaceRecord record) => _session.Disk.ReplaceDurably(RecordPath, record.ToJson());

    private void Fill(Start start, long tail, long revision)
    {
        _slot->Tail = _slot->Durable = tail;
        _slot->TailRevision = _slot->DurableRevision = revision;
        _slot->CheckpointPosition = start.Newest?.Position ?? 0;
        _slot->CheckpointRevision = start.Newest?.Revision ?? 0;
        _slot->CheckpointBytes = start.Newest?.TotalBytes ?? 0;
    }

    // After the death of all processes the records are in the system's memory, perhaps not yet on disk.
    private void Flush()
    {
        if (_slot->Durable < _slot->Tail) context.FlushName();

        for (long position = _slot->Durable; position < _slot->Tail;)
        {
            Segment segment = context.AcquireSegment(position);
            try
            {
                context.Flush(segment);
                position = segment.Header.End;
            }
            finally
            {
                segment.Release();
            }
        }

        (_slot->Durable, _slot->DurableRevision) = (_slot->Tail, _slot->TailRevision);
    }

    // Crash window. Once something is cut, nothing else in the log tells which revisions it took: that is on disk
    // before.
    private void OweGap(TailScan scan, TailRemains remains)
    {
        NamespaceRecord record = ReadRecord();
        long most = RevisionGap.MostRecordsIn(remains.End - scan.End);
        long highest = Math.Max(remains.LastRevision, scan.LastRevision + most);
        WriteRecord(record with { CutTo = Math.Max(highest, record.CutTo ?? 0) });
    }

    // Crash window. Between the gap's flush and that of namespace.json: the next recovery makes a second gap.
    private void CloseGap(TailScan scan)
    {
        NamespaceRecord known = ReadRecord();
        StoreRecord store = _session.Store;
        if (known.Generation == store.Generation && known.CutTo is null) return;

        bool isCopy = known.Generation < store.CopyGeneration;
        long length = RevisionGap.LengthOf(isCopy, scan.LastTime, _session.NowMicroseconds);
        AppendGap(Math.Max(_slot->TailRevision, known.CutTo ?? 0) + length, scan.LastTime);
        WriteRecord(new NamespaceRecord(context.Name, store.Generation));
    }

    private void AppendGap(long end, long lastTime)
    {
        _session.ClearCleanMark();
        var gap = new GapRecord(_slot->TailRevision + 1, end, Math.Max(lastTime, _session.NowMicroseconds));
        var writer = new LogWriter(context);
        try
        {
            writer.Append(gap.ToPayload());
            writer.Publish();
            Flush();
        }
        finally
        {
            writer.Close();
        }
    }
}
