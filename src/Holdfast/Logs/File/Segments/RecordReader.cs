using Holdfast.Errors;
using Holdfast.Logs.File.Format;
using Holdfast.Logs.File.Native;

namespace Holdfast.Logs.File.Segments;

/// <summary>Reads records of one segment and checks each.</summary>
internal static class RecordReader
{
    private const int BufferBytes = 64 << 10;

    [ThreadStatic]
    private static byte[]? _buffer;

    /// <summary>Hands records to the visitor, from a position up to the limit or the segment's end.</summary>
    /// <param name="segment">The segment, acquired.</param>
    /// <param name="from">Where a record begins, or the segment's base.</param>
    /// <param name="limit">The tail: nothing at or behind it is looked at.</param>
    /// <param name="visitor">Takes the records.</param>
    /// <param name="isStopped">Whether the visitor wanted no more.</param>
    /// <returns>The position after the last record; the next segment's base when they go on there.</returns>
    /// <exception cref="HoldfastException">Damaged, or an operating fault.</exception>
    public static long Read(Segment segment, long from, long limit, RecordVisitor visitor, out bool isStopped)
    {
        // Taken, not borrowed: the visitor may read another log on this thread.
        byte[] buffer = _buffer ?? new byte[BufferBytes];
        _buffer = null;
        var window = new ReadWindow(segment, buffer, Math.Min(limit, segment.Header.End));
        try
        {
            return Walk(ref window, Math.Max(from, segment.Header.First), limit, visitor, out isStopped);
        }
        finally
        {
            _buffer = buffer;
        }
    }

    private static long Walk(
        ref ReadWindow window, long position, long limit, RecordVisitor visitor, out bool isStopped)
    {
        SegmentHeader header = window.Segment.Header;
        isStopped = false;
        while (position < limit && header.End - position >= FileFormat.FrameHeaderBytes)
        {
            Frame frame = Frame.Read(window.Get(position, FileFormat.FrameHeaderBytes));
            if (frame.IsEndMark)
            {
                return frame.IsIntact(header.Salt, position, [])
                    ? header.End
                    : throw window.Segment.Damaged(position, "the mark that ends the segment has a wrong checksum");
            }

            long next = position + FileFormat.FrameHeaderBytes + frame.Length;
            if (!frame.HasRecordLength || next > limit || next > header.End)
                throw window.Segment.Damaged(position, $"a record's length of {frame.Length} cannot be right");

            ReadOnlySpan<byte> payload = window.Get(position + FileFormat.FrameHeaderBytes, (int)frame.Length);
            if (!frame.IsIntact(header.Salt, position, payload))
                throw window.Segment.Damaged(position, "a record has a wrong checksum");

            position = next;
            if (!visitor(payload, new LogPosition(next)))
            {
                isStopped = true;
                return position;
            }
        }

        return position < limit ? header.End : position;
    }
}
