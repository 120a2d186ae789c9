using Holdfast.Errors;
using Holdfast.Logs.File.Live;
using Holdfast.Logs.File.Segments;
using Holdfast.Reporting;

namespace Holdfast.Logs.File.Flushing;

/// <summary>Flushes one log once: what is published when it begins is on disk when it returns.</summary>
/// <remarks>
/// The flush lock only lets processes share one flush; nothing depends on it, so a holder that was stopped costs others
/// a short wait and no more. A failed flush faults the log in every process: the system may have dropped what it could
/// not write, and a second flush would succeed without it.
/// </remarks>
internal sealed unsafe class LogFlusher(LogContext context)
{
    private static readonly TimeSpan MaxShareWait = TimeSpan.FromMilliseconds(250);
    private readonly LiveSlot* _slot = context.Slot;
    private bool _isNameFlushed;

    /// <summary>Makes everything below a position durable; more, when more is there.</summary>
    /// <exception cref="HoldfastException">Faulted.</exception>
    public void Flush(long upTo)
    {
        context.ThrowIfFaulted();
        LiveFile live = context.Session.Live;
        using LiveFile.Hold open = live.KeepOpen();
        long place = LiveLayout.FlushLock(context.SlotIndex);
        bool isShared = WaitToShare(live, place, upTo);
        try
        {
            if (Volatile.Read(ref _slot->Durable) < upTo)
            {
                long begun = Telemetry.Begin(Timed.Flush);
                FlushToTail();
                Telemetry.End(Timed.Flush, begun);
                context.ThrowIfFaulted();
            }
        }
        finally
        {
            if (isShared) live.Unlock(place);
        }
    }

    /// <summary>
    /// Flushes what is left although the store is marked as closed; a log that cannot be flushed stays so.
    /// </summary>
    public void FlushLast()
    {
        if (Volatile.Read(ref _slot->Fault) == 0 && Volatile.Read(ref _slot->Durable) < Volatile.Read(ref _slot->Tail))
        {
            try
            {
                FlushToTail();
            }
            catch (HoldfastException)
            {
                // The folder is gone: then so is what was to be flushed.
            }
        }
    }

    private bool WaitToShare(LiveFile live, long place, long upTo)
    {
        var pause = new SpinWait();
        long deadline = Native.Clock.Milliseconds + (long)MaxShareWait.TotalMilliseconds;
        while (!live.TryLock(place))
        {
            if (Volatile.Read(ref _slot->Durable) >= upTo || Native.Clock.Milliseconds >= deadline)
                return false;

            pause.SpinOnce(sleep1Threshold: 20);
        }

        return true;
    }

    private void FlushToTail()
    {
        // The revision is read first: its record then lies below the tail that is read after it.
        long revision = Volatile.Read(ref _slot->TailRevision);
        long tail = Volatile.Read(ref _slot->Tail);
        long from = Volatile.Read(ref _slot->Durable);
        try
        {
            FlushName();
            FlushSegments(from, tail);
        }
        catch (HoldfastException fault) when (fault.Code is not (ErrorCode.StoreReplaced or ErrorCode.LimitReached))
        {
            SlotFault.SetFlushFailed(_slot, fault.Errno ?? 0);
        }

        if (Volatile.Read(ref _slot->Fault) == 0)
        {
            Raise(ref _slot->DurableRevision, revision);
            Raise(ref _slot->Durable, tail);
        }
    }

    // Who made the namespace's folder may have died before it flushed its name, so each process does so once.
    private void FlushName()
    {
        if (!Volatile.Read(ref _isNameFlushed))
        {
            context.FlushName();
            Volatile.Write(ref _isNameFlushed, true);
        }
    }

    private void FlushSegments(long from, long tail)
    {
        while (from < tail)
        {
            Segment segment = context.AcquireSegment(from);
            try
            {
                context.Flush(segment);
                from = segment.Header.End;
            }
            finally
            {
                segment.Release();
            }
        }
    }

    private static void Raise(ref long place, long value)
    {
        long seen = Volatile.Read(ref place);
        while (seen < value)
        {
            long before = Interlocked.CompareExchange(ref place, value, seen);
            if (before == seen) return;

            seen = before;
        }
    }
}
