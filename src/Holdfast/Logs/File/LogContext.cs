using Holdfast.Errors;
using Holdfast.Logs.File.Live;
using Holdfast.Logs.File.Segments;

namespace Holdfast.Logs.File;

/// <summary>What the parts of one log share: where it is on disk, and where in `live`.</summary>
internal sealed unsafe class LogContext(StoreSession session, string name, string folder, int slotIndex)
{
    private readonly Lock _history = new();

    /// <summary>The store.</summary>
    public StoreSession Session { get; } = session;

    /// <summary>The namespace's name.</summary>
    public string Name { get; } = name;

    /// <summary>The namespace's folder.</summary>
    public string Folder { get; } = folder;

    /// <summary>The number of the slot.</summary>
    public int SlotIndex { get; } = slotIndex;

    /// <summary>The slot; valid for as long as the process lives.</summary>
    public LiveSlot* Slot { get; } = session.Live.Slot(slotIndex);

    /// <summary>The open segments.</summary>
    public SegmentCache Segments { get; } = new(folder);

    /// <summary>The store's or the log's fault; null while it is well.</summary>
    public HoldfastException? Fault => Session.Fault ?? SlotFault.ToException(Slot, Name, Folder);

    /// <summary>Whether there is a fault. Two memory reads.</summary>
    public bool IsFaulted => Session.Fault is not null || Volatile.Read(ref Slot->Fault) != 0;

    /// <summary>Runs something while nobody, in any process, unlinks history of this log.</summary>
    /// <returns>False when somebody else was at it, for as long as the caller would wait.</returns>
    public bool TryWithStillHistory(TimeSpan wait, Action action)
    {
        long place = LiveLayout.HistoryLock(SlotIndex);
        long end = Native.Clock.Milliseconds + (long)wait.TotalMilliseconds;
        if (!_history.TryEnter(wait)) return false;

        try
        {
            using LiveFile.Hold open = Session.Live.KeepOpen();
            return TryLockUntil(place, end) && RunLocked(place, action);
        }
        finally
        {
            _history.Exit();
        }
    }

    /// <summary>Throws when the store cannot be used, or the log takes no commits.</summary>
    public void ThrowIfFaulted()
    {
        Session.ThrowIfUnusable();
        if (Volatile.Read(ref Slot->Fault) != 0)
            throw Fault ?? new HoldfastException(ErrorCode.Faulted, $"The namespace '{Name}' takes no more commits.");
    }

    /// <summary>
    /// Throws when the store cannot be used, or the namespace was removed; a log that is only faulted can be read.
    /// </summary>
    public void ThrowIfGone()
    {
        Session.ThrowIfUnusable();
        if (SlotFault.IsRemoved(Slot)) throw SlotFault.ToException(Slot, Name, Folder)!;
    }

    /// <summary>Changes files by their path, while nobody removes the namespace.</summary>
    /// <remarks>
    /// One that was removed may have a successor in the same folder, which is none of this log's business. Who has the
    /// writer lock needs no other.
    /// </remarks>
    /// <exception cref="HoldfastException">StoreReplaced: it was removed; StoreBusy.</exception>
    public void WhileThere(Action change)
    {
        ThrowIfGone();
        Session.UnderStoreLock(() =>
        {
            ThrowIfGone();
            change();
            return true;
        });
    }

    /// <summary>Gives the segment that has a position, acquired.</summary>
    /// <exception cref="HoldfastOperationException">TrimmedRevision.</exception>
    /// <exception cref="HoldfastException">Damaged: the file is missing; StoreReplaced: all are.</exception>
    public Segment AcquireSegment(long position)
    {
        return Segments.Acquire(position) ?? throw ExplainMissing(position);
    }

    /// <summary>Flushes a segment's content. When that fails the log is faulted, in every process.</summary>
    /// <remarks>
    /// The system may have dropped what it could not write, and a second flush would succeed without it.
    /// </remarks>
    public void Flush(Segment segment) => FaultIfFailing(() => Session.Disk.Flush(segment.File, segment.FilePath));

    /// <summary>Flushes the name of the namespace's folder, whose maker may have died before it did.</summary>
    public void FlushName() => Session.Disk.FlushFolder(Path.GetDirectoryName(Folder)!);

    /// <summary>
    /// Flushes the names of the namespace's files; a failure faults the log as that of a segment's flush does.
    /// </summary>
    public void FlushFolder() => FaultIfFailing(() => Session.Disk.FlushFolder(Folder));

    private void FaultIfFailing(Action flush)
    {
        try
        {
            flush();
        }
        catch (HoldfastException fault) when (fault.Code is not (ErrorCode.StoreReplaced or ErrorCode.LimitReached))
        {
            SlotFault.SetFlushFailed(Slot, fault.Errno ?? 0);
            throw;
        }
    }

    private bool TryLockUntil(long place, long endMilliseconds)
    {
        while (!Session.Live.TryLock(place))
        {
            if (Native.Clock.Milliseconds >= endMilliseconds) return false;

            Native.KernelLock.Nap();
        }

        return true;
    }

    private bool RunLocked(long place, Action action)
    {
        try
        {
            action();
            return true;
        }
        finally
        {
            Session.Live.Unlock(place);
        }
    }

    private Exception ExplainMissing(long position)
    {
        if (position < Volatile.Read(ref Slot->Oldest)) return Trimmed();

        Session.CheckIdentity();
        return Fault
            ?? Segment.Damaged(SegmentFolder.PathOf(Folder, position), 0, "the segment with this position is missing");
    }

    /// <summary>Makes the error for what is older than the history that is kept.</summary>
    public HoldfastOperationException Trimmed() => new(
        ErrorCode.TrimmedRevision,
        $"The history of '{Name}' is kept from revision {Volatile.Read(ref Slot->OldestRevision)} on; "
            + "ask for that or a later one.");
}
