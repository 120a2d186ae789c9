using Holdfast.Errors;
using Holdfast.Logs.File.Checkpoints;
using Holdfast.Logs.File.Flushing;
using Holdfast.Logs.File.Live;
using Holdfast.Logs.File.Recovery;
using Holdfast.Logs.File.Segments;
using Holdfast.Logs.File.Waiting;
using Holdfast.Logs.File.Writing;

namespace Holdfast.Logs.File;

/// <summary>The log of one namespace in a folder that any number of processes of this machine have open.</summary>
internal sealed unsafe partial class FileLog : LocalLog
{
    private readonly LogContext _context;
    private readonly LiveSlot* _slot;
    private readonly RetentionKeeper _retention;
    private readonly CheckpointKeeper _checkpoints;
    private readonly Action<FlushGroup> _leadElsewhere;
    private readonly Supervisor _supervisor;
    private LogWriting? _writing;
    private int _isInside;
    private int _isWithoutWriters;
    private int _isClosed;

    // Set by a removal and left so: it only silences an assertion.
    private volatile bool _isBeingRemoved;
    private int _isFaultReported;
    private long _reportedTail;
    private bool _isWatched;

    public FileLog(LogContext context, Action<FlushGroup> leadElsewhere, Supervisor supervisor)
    {
        (_context, _leadElsewhere, _supervisor) = (context, leadElsewhere, supervisor);
        _slot = context.Slot;
        _retention = new RetentionKeeper(context);
        _checkpoints = new CheckpointKeeper(context, _retention);
        _reportedTail = Volatile.Read(ref _slot->Tail);
    }

    /// <inheritdoc/>
    public override string Name => _context.Name;

    /// <inheritdoc/>
    public override LogPosition Tail => new(Volatile.Read(ref _slot->Tail));

    /// <inheritdoc/>
    public override LogPosition Durable => new(Volatile.Read(ref _slot->Durable));

    /// <inheritdoc/>
    public override long DurableRevision => Volatile.Read(ref _slot->DurableRevision);

    /// <inheritdoc/>
    public override LogPosition Oldest => new(Volatile.Read(ref _slot->Oldest));

    /// <inheritdoc/>
    public override long OldestRevision => Volatile.Read(ref _slot->OldestRevision);

    /// <inheritdoc/>
    public override Exception? Fault => _context.Fault;

    /// <inheritdoc/>
    public override bool IsRemoved => SlotFault.IsRemoved(_slot);

    /// <inheritdoc/>
    public override bool IsTurnTaken => Writing.Turn.IsTaken;

    /// <inheritdoc/>
    public override bool IsWriterBusy => Volatile.Read(ref _slot->Writer) != 0;

    /// <inheritdoc/>
    public override bool IsWatched
    {
        get => Volatile.Read(ref _isWatched);
        set
        {
            if (Interlocked.Exchange(ref _isWatched, value) != value) _supervisor.RefreshWatched();
        }
    }

    /// <summary>What the parts of this log share.</summary>
    internal LogContext Context => _context;

    private LogWriting Writing => Volatile.Read(ref _writing) ?? MakeWriting();

    /// <summary>
    /// Whether the tail moved, or a fault came up, which moves no tail, since the last call on whatever thread.
    /// </summary>
    internal bool TakeMove()
    {
        long tail = Volatile.Read(ref _slot->Tail);
        return Interlocked.Exchange(ref _reportedTail, tail) != tail
            || (_context.IsFaulted && Interlocked.Exchange(ref _isFaultReported, 1) == 0);
    }

    /// <inheritdoc/>
    public override void BeginUpkeep() => _supervisor.Begin();

    /// <inheritdoc/>
    public override LogPosition Read(LogPosition from, RecordVisitor visitor)
    {
        long position = from.Number;
        long tail = Volatile.Read(ref _slot->Tail);
        _context.ThrowIfGone();
        while (position < tail)
        {
            if (position < Volatile.Read(ref _slot->Oldest)) throw _context.Trimmed();

            Segment segment = _context.AcquireSegment(position);
            try
            {
                position = RecordReader.Read(segment, position, tail, visitor, out bool isStopped);
                if (isStopped) break;
            }
            finally
            {
                segment.Release();
            }
        }

        return new LogPosition(position);
    }

    /// <inheritdoc/>
    public override LogPosition Locate(long revision) => new(RecordLocator.Locate(_context, revision));

    /// <inheritdoc/>
    public override Checkpoint? OpenCheckpoint(long atOrBelow) => _checkpoints.Open(atOrBelow);

    /// <inheritdoc/>
    public override void SaveCheckpoint(
        long revision, LogPosition position, Action<Stream> document, Action<Stream> companion)
    {
        Flush(position);
        _checkpoints.Save(revision, position.Number, document, companion);
    }

    /// <inheritdoc/>
    public override Retention? GetRetention() => _retention.Get();

    /// <inheritdoc/>
    public override void SetRetention(Retention? retention) => _retention.Set(retention);

    /// <inheritdoc/>
    public override bool TrySetRetention(Retention retention) => _retention.TrySet(retention);

    /// <summary>Takes the writer lock whatever the log's fault: a faulted namespace can be removed.</summary>
    /// <returns>False when it was removed meanwhile.</returns>
    internal bool TryEnterWriterToRemove()
    {
        _isBeingRemoved = true;
        while (Interlocked.CompareExchange(ref _isInside, 1, 0) != 0)
        {
            if (IsRemoved) return false;

            _context.Session.ThrowIfUnusable();
            NapBesideWriter();
        }

        try
        {
            Writing.Lock.Enter(Timeout.InfiniteTimeSpan, waited: null, CancellationToken.None);
            return true;
        }
        catch
        {
            Volatile.Write(ref _isInside, 0);
            throw;
        }
    }

    /// <summary>
    /// Raises <see cref="Log.CheckpointDue"/> when one is due, trims by age, flushes what stayed unflushed. Once a
    /// second.
    /// </summary>
    internal void LookAfter()
    {
        Volatile.Read(ref _writing)?.OwnFlush.Look();
        _checkpoints.RaiseWhenDue(CheckpointDue);
        _checkpoints.TrimWhenAged();
    }

    /// <summary>
    /// Has a checkpoint written, when somebody in this process can, then unlinks what retention lets go.
    /// </summary>
    internal void Compact()
    {
        CheckpointDue?.Invoke();
        _checkpoints.Trim();
    }

    /// <summary>
    /// Returns when no thread is in the writer lock; none gets in any more. The store or the log is marked as closed
    /// before.
    /// </summary>
    internal void KeepWritersOut()
    {
        if (Interlocked.Exchange(ref _isWithoutWriters, 1) == 0)
        {
            while (Interlocked.CompareExchange(ref _isInside, 1, 0) != 0)
            {
                NapBesideWriter();
            }
        }
    }

    /// <summary>Flushes what is left when the store closes; the writers are out.</summary>
    internal void FlushLast()
    {
        if (Volatile.Read(ref _slot->Durable) < Volatile.Read(ref _slot->Tail))
            Writing.Flusher.FlushLast();
    }

    /// <summary>
    /// Notes how far the log is on disk, for the recovery of the next life; when this process wrote to it.
    /// </summary>
    internal void MarkFlushed()
    {
        if (_writing is null || _context.IsFaulted) return;

        try
        {
            FlushMark.Write(_context, Volatile.Read(ref _slot->Durable));
        }
        catch (Exception fault) when (fault is HoldfastException or HoldfastOperationException)
        {
            // Without it a recovery takes a broken end for that of a crash, as after a kill.
        }
    }

    /// <summary>Closes the files, when no thread is in the writer lock any more.</summary>
    internal void Close()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) == 0)
        {
            KeepWritersOut();
            _writing?.Writer.Close();
            _context.Segments.Dispose();
        }
    }

    // Only a removal and the close wait so, for the length of a commit; a flag that wakes waiters would cost each
    // commit more.
    private static void NapBesideWriter() => Thread.Sleep(1);
}
