using System.Diagnostics;
using Holdfast.Logs.File.Flushing;
using Holdfast.Logs.File.Writing;

namespace Holdfast.Logs.File;

/// <content>Writing: the lock, the turn, records and their flush.</content>
internal sealed unsafe partial class FileLog
{
    /// <inheritdoc/>
    public override void Flush(LogPosition upTo)
    {
        _context.ThrowIfGone();
        Writing.FlushGroup.Flush(upTo.Number);
    }

    /// <inheritdoc/>
    public override ValueTask FlushAsync(LogPosition upTo, CancellationToken token)
    {
        _context.ThrowIfGone();
        return Writing.FlushGroup.FlushAsync(upTo.Number, token);
    }

    /// <inheritdoc/>
    public override void EnterWriter(TimeSpan timeout, CancellationToken token)
    {
        while (Interlocked.CompareExchange(ref _isInside, 1, 0) != 0)
        {
            _context.ThrowIfFaulted();
            if (!_isBeingRemoved)
                throw new InvalidOperationException("Two threads of this process are in the writer lock at once.");

            NapBesideWriter();
        }

        bool isLocked = false;
        try
        {
            _context.Session.ThrowIfUnusable();
            Writing.Lock.Enter(timeout, WriterWaited, token);
            isLocked = true;
            Prepare();
        }
        catch
        {
            if (isLocked) Writing.Lock.Exit();

            Volatile.Write(ref _isInside, 0);
            throw;
        }
    }

    /// <inheritdoc/>
    public override void ExitWriter()
    {
        Debug.Assert(_isInside == 1, "The writer lock is held.");
        Writing.Lock.Exit();
        Volatile.Write(ref _isInside, 0);
    }

    /// <inheritdoc/>
    public override void Append(ReadOnlySpan<byte> payload) => Writing.Writer.Append(payload);

    /// <inheritdoc/>
    public override LogPosition Publish()
    {
        LogWriting writing = Writing;
        if (writing.Writer.MustFlushFirst) writing.Flusher.Flush(Volatile.Read(ref _slot->Tail));

        return new LogPosition(writing.Writer.Publish());
    }

    /// <inheritdoc/>
    public override void Abandon() => Writing.Writer.Abandon();

    /// <inheritdoc/>
    public override void TakeTurn(TimeSpan limit, TimeSpan timeout, CancellationToken token) =>
        Writing.Turn.Take(limit, timeout, token);

    /// <inheritdoc/>
    public override void ReleaseTurn() => Writing.Turn.Release();

    /// <inheritdoc/>
    public override void WaitForTurn(TimeSpan timeout, CancellationToken token) =>
        Writing.Turn.WaitFor(timeout, token);

    private LogWriting MakeWriting()
    {
        BeginUpkeep();
        var made = new LogWriting(_context, _leadElsewhere);
        return Interlocked.CompareExchange(ref _writing, made, null) ?? made;
    }

    private void Prepare()
    {
        if (_slot->Fault != 0) _context.ThrowIfFaulted();

        if (_slot->Writing != 0) Writing.Writer.EraseUnpublished();

        if (Volatile.Read(ref _context.Session.Live.Header->Begun) == 0)
            _context.Session.BeginCommits();
    }
}
