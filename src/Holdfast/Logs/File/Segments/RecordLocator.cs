using Holdfast.Commits;
using Holdfast.Errors;
using Holdfast.Logs.File.Live;

namespace Holdfast.Logs.File.Segments;

/// <summary>Finds where the record of a revision is.</summary>
internal static unsafe class RecordLocator
{
    /// <summary>
    /// Gives the position of the first record whose revision is not below the given one; the tail when there is none.
    /// </summary>
    /// <exception cref="HoldfastOperationException">TrimmedRevision.</exception>
    public static long Locate(LogContext context, long revision)
    {
        LiveSlot* slot = context.Slot;
        context.ThrowIfGone();
        if (revision < Volatile.Read(ref slot->OldestRevision)) throw context.Trimmed();

        long tail = Volatile.Read(ref slot->Tail);
        long position = Math.Max(FindSegment(context, revision, tail), Volatile.Read(ref slot->Oldest));
        long found = -1;
        while (position < tail && found < 0)
        {
            Segment segment = context.AcquireSegment(position);
            try
            {
                long last = Math.Max(position, segment.Header.First);
                position = RecordReader.Read(segment, position, tail, Visit, out _);

                bool Visit(ReadOnlySpan<byte> payload, LogPosition next)
                {
                    if (RecordHeader.Read(payload).Revision >= revision)
                    {
                        found = last;
                        return false;
                    }

                    last = next.Number;
                    return true;
                }
            }
            finally
            {
                segment.Release();
            }
        }

        return found >= 0 ? found : tail;
    }

    // The last segment whose first record is at or before the revision: each is looked at once, by halves.
    private static long FindSegment(LogContext context, long revision, long tail)
    {
        long[] bases = Array.FindAll(SegmentFolder.ListBases(context.Folder), start => start < tail);
        int low = 0;
        int high = bases.Length - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if (FirstRevision(context, bases[middle], tail) <= revision)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return bases.Length > 0 ? bases[low] : 0;
    }

    private static long FirstRevision(LogContext context, long start, long tail)
    {
        long revision = long.MaxValue;
        Segment? segment = context.Segments.Acquire(start);
        if (segment is null)
        {
            // Trimmed while we looked: what we look for is later.
            return 0;
        }

        try
        {
            _ = RecordReader.Read(segment, start, tail, Visit, out _);
        }
        finally
        {
            segment.Release();
        }

        return revision;

        bool Visit(ReadOnlySpan<byte> payload, LogPosition next)
        {
            revision = RecordHeader.Read(payload).Revision;
            return false;
        }
    }
}
