using System.Diagnostics;
using Holdfast.Errors;
using Holdfast.Logs.File.Format;
using Holdfast.Logs.File.Live;
using Holdfast.Logs.File.Native;
using Holdfast.Logs.File.Segments;

namespace Holdfast.Logs.File.Writing;

/// <summary>Appends records and publishes them.</summary>
/// <remarks>
/// Threads. Only while this process has the namespace's writer lock, one thread at a time.
/// Crash windows of <see cref="Publish"/>, for the death of this process (a power loss is the recovery's affair):
/// before Writing is set, nothing is there; until Tail is stored, the next writer finds Writing and erases what was
/// written, so that an unpublished record never comes back under a revision that is used again; after that, the records
/// are committed, and the next writer finds nothing to erase.
/// </remarks>
internal sealed unsafe class LogWriter(LogContext context)
{
    private readonly PendingRecords _pending = new();
    private readonly LiveSlot* _slot = context.Slot;
    private readonly LiveHeader* _header = context.Session.Live.Header;
    private Segment? _segment;
    private long _preparedBase = -1;
    private long _published;

    /// <summary>Where the records end that this process published last; 0 before the first.</summary>
    public long Published => Volatile.Read(ref _published);

    /// <summary>Adds a record to those that <see cref="Publish"/> will write.</summary>
    public void Append(ReadOnlySpan<byte> payload) => _pending.Add(payload);

    /// <summary>Forgets the appended records.</summary>
    public void Abandon() => _pending.Clear();

    /// <summary>
    /// Whether the next records would take revisions further from what is flushed than a power loss may forget.
    /// </summary>
    public bool MustFlushFirst =>
        _pending.LastRevision - Volatile.Read(ref _slot->DurableRevision) > FileFormat.MaxUnflushedRevisions;

    /// <summary>Writes the appended records, and makes them visible in one step.</summary>
    /// <returns>The new tail.</returns>
    public long Publish()
    {
        Span<byte> records = _pending.Bytes;
        long tail = _slot->Tail;
        if (records.Length == 0) return tail;

        try
        {
            Segment segment = FindSegment(tail);
            long end = tail + records.Length;
            if (tail >= segment.Header.First && end <= segment.Header.End)
            {
                Seal(records, segment.Header.Salt, tail);
                _slot->Writing = end;
                Write(segment, tail, records);
            }
            else
            {
                end = WriteAcross(segment, tail, records);
            }

            MakeVisible(end, _pending.LastRevision);
            return end;
        }
        catch (HoldfastException)
        {
            EraseUnpublished();
            throw;
        }
        finally
        {
            _pending.Clear();
        }
    }

    /// <summary>
    /// Erases what a writer wrote and could not publish, because it died or met a fault. Nothing, normally.
    /// </summary>
    public void EraseUnpublished()
    {
        long from = _slot->Tail;
        long end = Volatile.Read(ref _slot->Writing);
        if (end > from) TryErase(from, end);

        Volatile.Write(ref _slot->Writing, 0);
    }

    /// <summary>Lets go of the segment that was written last. Not while another thread writes.</summary>
    public void Close()
    {
        _segment?.Release();
        _segment = null;
    }

    // What cannot be erased could come back: then nobody may write on. Without a descriptor nothing was tried, and the
    // next writer, who finds Writing as it was, tries again.
    private void TryErase(long from, long end)
    {
        try
        {
            SegmentEraser.Erase(context, from, end);
        }
        catch (HoldfastException fault) when (fault.Code is not (ErrorCode.StoreReplaced or ErrorCode.LimitReached))
        {
            SlotFault.SetFlushFailed(_slot, fault.Errno ?? 0);
            throw;
        }
    }

    private void Seal(Span<byte> records, ulong salt, long position)
    {
        long flushed = Volatile.Read(ref _slot->Durable);
        for (int start = 0; start < records.Length;)
        {
            int length = FileFormat.FrameHeaderBytes + BitConverter.ToInt32(records[start..]);
            Frame.Seal(records.Slice(start, length), salt, position + start, flushed);
            start += length;
        }
    }

    private long WriteAcross(Segment segment, long tail, Span<byte> records)
    {
        using var plan = new WritePlan(GetNext, Volatile.Read(ref _slot->Durable));
        long end = plan.Place(records, segment, tail);
        _slot->Writing = end;
        foreach (WritePlan.Run run in plan.Runs)
        {
            Write(run.Segment, run.Position, run.Mark ?? records.Slice(run.Start, run.Length));
        }

        if (plan.TakeLast() is { } last) Use(last);

        return end;
    }

    // Each segment that is written is acquired, by this writer or by its plan, so it cannot be closed.
    private void Write(Segment segment, long position, ReadOnlySpan<byte> bytes) =>
        context.Session.Disk.WriteHeld(segment.File, segment.FilePath, position - segment.Header.Base, bytes);

    private void MakeVisible(long end, long revision)
    {
        Debug.Assert(end > _slot->Tail, "A log only grows.");
        Volatile.Write(ref _slot->Tail, end);
        Volatile.Write(ref _slot->TailRevision, revision);
        Volatile.Write(ref _slot->Writing, 0);
        Volatile.Write(ref _published, end);
        WakeWord.Advance(_header);
        if (Volatile.Read(ref _header->Unflushed) == 0) context.Session.NoteUnflushed();

        PrepareNext(end);
    }

    private Segment FindSegment(long position)
    {
        if (_segment is null || !_segment.Contains(position))
        {
            // The tail may be the very end of a segment: then the next one may not exist yet, and the last one will do.
            Segment found = context.Segments.Acquire(position) ?? context.AcquireSegment(position - 1);
            Use(found);
        }

        return _segment!;
    }

    private void Use(Segment segment)
    {
        _segment?.Release();
        _segment = segment;
    }

    // Gives the segment after one, acquired.
    private Segment GetNext(Segment segment, int recordBytes)
    {
        long start = segment.Header.End;
        Segment? next = context.Segments.Acquire(start);
        if (next is null)
        {
            MakeSegment(segment, recordBytes);
            next = context.AcquireSegment(start);
        }
        else if (Volatile.Read(ref _slot->Prepared) != start)
        {
            // Whoever made it may not have come as far as flushing its name, and records in it must not be lost with
            // that.
            context.FlushFolder();
        }

        return next;
    }

    private void MakeSegment(Segment last, int recordBytes, Action<Action>? naming = null)
    {
        const int Unit = 4096;
        FileLogOptions options = context.Session.Options;
        long usual = Math.Min(2 * last.Header.Capacity, options.MaxSegmentBytes);
        long needed = (FileFormat.SegmentHeaderBytes + recordBytes + Unit - 1L) / Unit * Unit;
        long capacity = Math.Max(usual, needed);
        StoreSession session = context.Session;
        SegmentFolder.Make(context.Folder, last.Header.End, capacity, session.NowMicroseconds, session.Disk, naming);
        context.FlushFolder();
    }

    // The next segment is made beside the work once this one is half full, so that no writer waits for it.
    private void PrepareNext(long end)
    {
        Segment segment = _segment!;
        if (end - segment.Header.Base > segment.Header.Capacity / 2 && _preparedBase != segment.Header.Base)
        {
            _preparedBase = segment.Header.Base;
            QueuePrepare(segment);
        }
    }

    // Apart from its caller, so that only this allocates, and not each publish.
    private void QueuePrepare(Segment last) => context.Session.Background.Run(() => Prepare(last));

    /// <summary>Makes the segment after one; without the writer lock.</summary>
    /// <remarks>
    /// This may come so late that writers have made the segment themselves, filled it, and history has let go of it
    /// again. Trimming tells where the history begins before it unlinks anything, so what is made after that is seen
    /// here. Or so late that the namespace is gone, and another one stands in its folder.
    /// </remarks>
    internal void Prepare(Segment last)
    {
        long start = last.Header.End;
        string path = SegmentFolder.PathOf(context.Folder, start);
        if (Volatile.Read(ref _slot->Tail) > start || FileIdentity.TryGet(path) is not null) return;

        MakeSegment(last, 0, context.WhileThere);
        if (Volatile.Read(ref _slot->Oldest) > start)
        {
            context.WhileThere(() => context.Session.Disk.Unlink(path));
            return;
        }

        Volatile.Write(ref _slot->Prepared, start);
    }
}
