using Holdfast.Commits;
using Holdfast.Errors;
using Holdfast.Logs.File.Format;
using Holdfast.Logs.File.Segments;

namespace Holdfast.Logs.File.Recovery;

/// <summary>Walks a log's records to the first place that is not an intact record.</summary>
internal sealed class TailScan
{
    private const int BufferBytes = 256 << 10;

    private TailScan(long start, long revision, long time) =>
        (End, Stop, LastRevision, LastTime) = (start, start, revision, time);

    /// <summary>Where the records end.</summary>
    public long End { get; private set; }

    /// <summary>The revision of the last record; that of the start when there was none.</summary>
    public long LastRevision { get; private set; }

    /// <summary>The time of the last record, in microseconds; that of the start when there was none.</summary>
    public long LastTime { get; private set; }

    /// <summary>
    /// Where the walk stopped: <see cref="End"/>, or the begin of a next segment that is missing or unreadable.
    /// </summary>
    public long Stop { get; private set; }

    /// <summary>Whether the records go on in a segment that is not there, or does not begin with its header.</summary>
    public bool IsSegmentLost { get; private set; }

    /// <summary>Walks from a position on; revision and time are those of the state there.</summary>
    public static TailScan Run(SegmentCache segments, long start, long revision, long time)
    {
        var scan = new TailScan(start, revision, time);
        byte[] buffer = new byte[BufferBytes];
        try
        {
            for (long? position = start; position is { } here;)
            {
                position = scan.WalkSegment(segments, here, buffer);
            }
        }
        catch (HoldfastException fault) when (fault.Code == ErrorCode.Damaged)
        {
            // The walk ends at what cannot be read; what that means depends on what lies behind.
        }

        return scan;
    }

    // Gives the next segment's base, or null at the end.
    private long? WalkSegment(SegmentCache segments, long from, byte[] buffer)
    {
        Segment? segment = segments.Acquire(from);
        if (segment is null) return null;

        try
        {
            return Walk(segments, segment, Math.Max(from, segment.Header.First), buffer);
        }
        finally
        {
            segment.Release();
        }
    }

    private long? Walk(SegmentCache segments, Segment segment, long position, byte[] buffer)
    {
        SegmentHeader header = segment.Header;
        var window = new ReadWindow(segment, buffer, header.End);
        while (header.End - position >= FileFormat.FrameHeaderBytes)
        {
            Frame frame = Frame.Read(window.Get(position, FileFormat.FrameHeaderBytes));
            if (frame.IsBlank) return null;

            if (frame.IsEndMark && frame.IsIntact(header.Salt, position, []))
                return Pass(segments, segment, position);

            long next = position + FileFormat.FrameHeaderBytes + frame.Length;
            if (!frame.HasRecordLength || frame.Length < RecordHeader.Length || next > header.End)
                throw segment.Damaged(position, $"a record's length of {frame.Length} cannot be right");

            ReadOnlySpan<byte> payload = window.Get(position + FileFormat.FrameHeaderBytes, (int)frame.Length);
            if (!frame.IsIntact(header.Salt, position, payload))
                throw segment.Damaged(position, "a record has a wrong checksum");

            Take(RecordHeader.Read(payload), next);
            position = next;
        }

        return header.End;
    }

    // A segment is on disk, under its name, before the mark that leads to it is written.
    private long Pass(SegmentCache segments, Segment segment, long position)
    {
        Stop = segment.Header.End;
        IsSegmentLost = true;
        Segment next = segments.Acquire(Stop)
            ?? throw segment.Damaged(position, "the records go on in a segment that is missing");
        End = Stop = next.Header.First;
        IsSegmentLost = false;
        next.Release();
        return End;
    }

    private void Take(RecordHeader header, long next) =>
        (LastRevision, LastTime, End, Stop) = (header.Revision, header.TimeMicroseconds, next, next);
}
