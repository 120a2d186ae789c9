using Holdfast.Logs.File.Format;
using Holdfast.Logs.File.Segments;

namespace Holdfast.Logs.File.Writing;

/// <summary>Where the pending records go: runs of bytes, each in one segment.</summary>
/// <remarks>
/// The plan is complete, with all segments it needs, before the first byte is written: a full disk is met here.
/// </remarks>
internal sealed class WritePlan(Func<Segment, int, Segment> getNext, long flushed) : IDisposable
{
    private readonly List<Segment> _acquired = [];

    /// <summary>Bytes to write: into which segment, at which position.</summary>
    internal readonly record struct Run(Segment Segment, long Position, int Start, int Length, byte[]? Mark);

    /// <summary>The runs in the order of the log.</summary>
    public List<Run> Runs { get; } = [];

    /// <summary>Places records from a position on, and seals them.</summary>
    /// <returns>The position after the last.</returns>
    public long Place(Span<byte> records, Segment segment, long position)
    {
        position = Math.Max(position, segment.Header.First);
        (int runStart, long runPosition) = (0, position);
        for (int start = 0; start < records.Length;)
        {
            int length = FileFormat.FrameHeaderBytes + BitConverter.ToInt32(records[start..]);
            if (position + length <= segment.Header.End)
            {
                Frame.Seal(records.Slice(start, length), segment.Header.Salt, position, flushed);
                position += length;
                start += length;
                continue;
            }

            Add(segment, runPosition, runStart, start - runStart);
            EndSegment(segment, position);
            segment = getNext(segment, length);
            _acquired.Add(segment);
            position = segment.Header.First;
            (runStart, runPosition) = (start, position);
        }

        Add(segment, runPosition, runStart, records.Length - runStart);
        return position;
    }

    /// <summary>
    /// Gives the segment in which the records end to the caller, who releases it; null when it is the first one.
    /// </summary>
    public Segment? TakeLast()
    {
        Segment? last = _acquired.Count > 0 ? _acquired[^1] : null;
        if (last is not null) _acquired.RemoveAt(_acquired.Count - 1);

        return last;
    }

    /// <inheritdoc/>
    public void Dispose() => _acquired.ForEach(segment => segment.Release());

    private void Add(Segment segment, long position, int start, int length)
    {
        if (length > 0) Runs.Add(new Run(segment, position, start, length, null));
    }

    private void EndSegment(Segment segment, long position)
    {
        if (segment.Header.End - position >= FileFormat.FrameHeaderBytes)
        {
            byte[] mark = new byte[FileFormat.FrameHeaderBytes];
            Frame.SealEndMark(mark, segment.Header.Salt, position, flushed);
            Runs.Add(new Run(segment, position, 0, mark.Length, mark));
        }
    }
}
