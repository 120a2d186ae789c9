using System.Runtime.InteropServices;

namespace Holdfast.Logs.File.Live;

/// <summary>What all processes that have a namespace open know of it together.</summary>
/// <remarks>
/// The first cache line changes with each commit, under the writer lock but for <see cref="Turn"/> and
/// <see cref="Fault"/>; the second with flushes and checkpoints.
/// Invariants. Oldest ≤ Checkpoint… ≤ Durable ≤ Tail; Tail's record has TailRevision; TailRevision ≤ DurableRevision +
/// <see cref="Format.FileFormat.MaxUnflushedRevisions"/>; Writing is 0 or ≥ Tail.
/// </remarks>
[StructLayout(LayoutKind.Explicit, Size = LiveLayout.SlotBytes)]
internal struct LiveSlot
{
    /// <summary><see cref="Tail"/> of a namespace that was removed: nobody has read to there.</summary>
    public const long RemovedTail = -1;

    /// <summary>The end of what is published.</summary>
    [FieldOffset(0)]
    public long Tail;

    /// <summary>The revision of the last published record.</summary>
    [FieldOffset(8)]
    public long TailRevision;

    /// <summary>Not 0 only between the writing of records and their publishing: where they will end.</summary>
    [FieldOffset(16)]
    public long Writing;

    /// <summary>0, or who has the writer lock: <see cref="WriterWord"/>; it stays when that process dies.</summary>
    [FieldOffset(24)]
    public int Writer;

    /// <summary>0, or why the log takes no more commits: <see cref="SlotFault"/>.</summary>
    [FieldOffset(28)]
    public int Fault;

    /// <summary>0, or who has the turn until when: <see cref="TurnWord"/>.</summary>
    [FieldOffset(32)]
    public long Turn;

    /// <summary>The byte of the log at which it is damaged, when <see cref="Fault"/> says so.</summary>
    [FieldOffset(40)]
    public long FaultPosition;

    /// <summary>The inode of the namespace's folder; 0: the slot is not used (any more).</summary>
    [FieldOffset(48)]
    public long Key;

    /// <summary>
    /// The base of a next segment whose name is known to be on disk; any other must be made so before it is used.
    /// </summary>
    [FieldOffset(56)]
    public long Prepared;

    /// <summary>The end of what is known to be on disk.</summary>
    [FieldOffset(64)]
    public long Durable;

    /// <summary>
    /// A revision whose record ends at or before <see cref="Durable"/>, and none was handed out above the next one
    /// allowed.
    /// </summary>
    [FieldOffset(72)]
    public long DurableRevision;

    /// <summary>The first position that is kept.</summary>
    [FieldOffset(80)]
    public long Oldest;

    /// <summary>
    /// The revision of the first kept record, or the one after the checkpoint at <see cref="Oldest"/>.
    /// </summary>
    [FieldOffset(88)]
    public long OldestRevision;

    /// <summary>The position of the newest checkpoint; 0 when there is none.</summary>
    [FieldOffset(96)]
    public long CheckpointPosition;

    /// <summary>The revision of the newest checkpoint.</summary>
    [FieldOffset(104)]
    public long CheckpointRevision;

    /// <summary>Bytes of the newest checkpoint, both parts.</summary>
    [FieldOffset(112)]
    public long CheckpointBytes;

    /// <summary>
    /// Until when (milliseconds of the machine's clock) a process that was told to write a checkpoint is left alone
    /// with it.
    /// </summary>
    [FieldOffset(120)]
    public long CheckpointClaim;
}
