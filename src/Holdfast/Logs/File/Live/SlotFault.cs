using Holdfast.Errors;
using Holdfast.Logs.File.Segments;

namespace Holdfast.Logs.File.Live;

/// <summary>Why a log takes no more commits, as one word that all processes see.</summary>
/// <remarks>
/// Shape. 0: it is well. Else the kind in the upper half, and the error number of the system in the lower.
/// </remarks>
internal static unsafe class SlotFault
{
    private const int FlushFailed = 1 << 16;
    private const int DamagedKind = 2 << 16;
    private const int RemovedKind = 3 << 16;
    private const int ErrnoMask = 0xFFFF;

    /// <summary>Notes a failed flush; the first cause stays.</summary>
    public static void SetFlushFailed(LiveSlot* slot, int errno) =>
        Interlocked.CompareExchange(ref slot->Fault, FlushFailed | (errno & ErrnoMask), 0);

    /// <summary>Whether a flush failed.</summary>
    public static bool IsFlushFailed(LiveSlot* slot) => (Volatile.Read(ref slot->Fault) & ~ErrnoMask) == FlushFailed;

    /// <summary>Notes that the records at and after a position cannot be trusted.</summary>
    public static void SetDamaged(LiveSlot* slot, long position)
    {
        Volatile.Write(ref slot->FaultPosition, position);
        Interlocked.CompareExchange(ref slot->Fault, DamagedKind, 0);
    }

    /// <summary>Notes that the namespace is gone; this replaces any other cause.</summary>
    /// <remarks>
    /// Then the tail is moved to where no reader has read to, so that each who compares it with what he has learns it
    /// without looking at anything more.
    /// </remarks>
    public static void SetRemoved(LiveSlot* slot)
    {
        Interlocked.Exchange(ref slot->Fault, RemovedKind);
        Volatile.Write(ref slot->Tail, LiveSlot.RemovedTail);
    }

    /// <summary>Whether the namespace was removed.</summary>
    public static bool IsRemoved(LiveSlot* slot) => Volatile.Read(ref slot->Fault) == RemovedKind;

    /// <summary>Makes the error; null while the log is well.</summary>
    public static HoldfastException? ToException(LiveSlot* slot, string name, string folder)
    {
        int fault = Volatile.Read(ref slot->Fault);
        return (fault & ~ErrnoMask) switch
        {
            0 => null,
            DamagedKind => DamageAt(folder, Volatile.Read(ref slot->FaultPosition)),
            RemovedKind => new HoldfastException(
                ErrorCode.StoreReplaced, $"The namespace '{name}' was removed; open it anew.")
            {
                File = folder,
            },
            _ => new HoldfastException(
                ErrorCode.Faulted,
                $"A flush of the namespace '{name}' failed (error {fault & ErrnoMask}), so it takes no more commits; " +
                "check the disk, close all programs that use the store, then open it again.")
            {
                File = folder,
                Errno = fault & ErrnoMask,
            },
        };
    }

    private static HoldfastException DamageAt(string folder, long position)
    {
        long[] bases = SegmentFolder.ListBases(folder);
        int index = SegmentFolder.FindAtOrBelow(bases, position);
        return index >= 0
            ? Segment.Damaged(SegmentFolder.PathOf(folder, bases[index]), position - bases[index],
            "records before and after it are there, and it cannot be read")
            : Segment.Damaged(folder, position, "the segment that should hold it is missing");
    }
}
