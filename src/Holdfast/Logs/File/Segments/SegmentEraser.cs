using Holdfast.Logs.File.Format;

namespace Holdfast.Logs.File.Segments;

/// <summary>Zeroes bytes of a log, durably, so that no reader ever takes them for records.</summary>
internal static class SegmentEraser
{
    private static readonly byte[] Zeros = new byte[64 << 10];

    /// <summary>Erases from a position to another; the headers of segments between stay.</summary>
    public static void Erase(LogContext context, long from, long end)
    {
        while (from < end)
        {
            Segment segment = context.AcquireSegment(from);
            try
            {
                Erase(context, segment, Math.Max(from, segment.Header.First), Math.Min(end, segment.Header.End));
                from = segment.Header.End;
            }
            finally
            {
                segment.Release();
            }
        }
    }

    private static void Erase(LogContext context, Segment segment, long from, long end)
    {
        for (long place = from; place < end; place += Zeros.Length)
        {
            ReadOnlySpan<byte> piece = Zeros.AsSpan(0, (int)Math.Min(Zeros.Length, end - place));
            context.Session.Disk.Write(segment.File, segment.FilePath, place - segment.Header.Base, piece);
        }

        context.Flush(segment);
    }
}
