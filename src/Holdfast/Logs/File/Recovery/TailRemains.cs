using Holdfast.Commits;
using Holdfast.Errors;
using Holdfast.Logs.File.Format;
using Holdfast.Logs.File.Native;
using Holdfast.Logs.File.Segments;

namespace Holdfast.Logs.File.Recovery;

/// <summary>
/// What lies behind the place where a log's records end: normally zeros; after a power loss, anything.
/// </summary>
/// <remarks>
/// Intact records may lie there: the disk may have kept a later page and lost an earlier one. If one of them was
/// written when the flush was known to be beyond the end, then what is missing had been on disk: that is damage.
/// Otherwise the log ends, and all of this must be erased, for such a record would be valid again once new records
/// reach its place.
/// </remarks>
internal sealed class TailRemains
{
    /// <summary>Bytes of one segment that are not all zero.</summary>
    internal sealed record Piece(Segment Segment, long From, byte[] Bytes);

    private const int LookBytes = 16 << 10;
    private const int PageBytes = 4096;

    /// <summary>The pieces, in order; their segments are acquired.</summary>
    public List<Piece> Pieces { get; } = [];

    /// <summary>Where segments begin that do not begin with their headers.</summary>
    public List<long> Unreadable { get; } = [];

    /// <summary>The highest position that a record in here says was flushed; 0 when there is no record.</summary>
    public long HighestFlushed { get; private set; }

    /// <summary>Where the first intact record in here begins; beyond all positions when there is none.</summary>
    public long FirstRecord { get; private set; } = long.MaxValue;

    /// <summary>Where the last intact record in here ends; 0 when there is none.</summary>
    public long LastEnd { get; private set; }

    /// <summary>The revision of the last intact record in here.</summary>
    public long LastRevision { get; private set; }

    /// <summary>Where the last file ends that was looked at; 0 when there was none.</summary>
    public long End { get; private set; }

    /// <summary>Looks at everything from a position on.</summary>
    public static TailRemains Find(SegmentCache segments, string folder, long from)
    {
        var remains = new TailRemains();
        long[] bases = SegmentFolder.ListBases(folder);
        for (int index = 0; index < bases.Length; index++)
        {
            if (index + 1 == bases.Length || bases[index + 1] > from)
            {
                remains.LookAt(segments, bases[index], from);
                FileFacts? facts = FileIdentity.TryGet(SegmentFolder.PathOf(folder, bases[index]));
                remains.End = bases[index] + (facts?.Length ?? 0);
            }
        }

        return remains;
    }

    /// <summary>
    /// Whether a page between a position and the first intact record ends in zeros, as it does in a copy that was made
    /// page by page while records were being written.
    /// </summary>
    public bool HasTornPage(SegmentCache segments, long from)
    {
        Segment? segment = segments.Acquire(from);
        if (segment is null) return false;

        try
        {
            long end = Math.Min(FirstRecord, segment.Header.End);
            Span<byte> tail = stackalloc byte[FileFormat.FrameHeaderBytes];
            for (long page = RoundUp(from - segment.Header.Base); segment.Header.Base + page <= end; page += PageBytes)
            {
                long start = Math.Max(from - segment.Header.Base, page - tail.Length);
                int count = Disk.Read(segment.File, segment.FilePath, start, tail[..(int)(page - start)]);
                if (!tail[..count].ContainsAnyExcept((byte)0)) return true;
            }

            return false;
        }
        finally
        {
            segment.Release();
        }
    }

    /// <summary>Lets go of the segments.</summary>
    public void Release() => Pieces.ForEach(piece => piece.Segment.Release());

    private static long RoundUp(long offset) => (offset / PageBytes * PageBytes) + PageBytes;

    private void LookAt(SegmentCache segments, long start, long from)
    {
        try
        {
            Segment? segment = segments.Acquire(start);
            if (segment is not null && !Look(segment, Math.Max(from, segment.Header.First)))
                segment.Release();
        }
        catch (HoldfastException fault) when (fault.Code == ErrorCode.Damaged)
        {
            Unreadable.Add(start);
        }
    }

    private bool Look(Segment segment, long from)
    {
        long first = from < segment.Header.End ? FindUsed(segment, from) : -1;
        if (first < 0) return false;

        // The low bytes of a record's length may be zero.
        first = Math.Max(from, first - (sizeof(uint) - 1));
        byte[] bytes = new byte[segment.Header.End - first];
        int count = Disk.Read(segment.File, segment.FilePath, first - segment.Header.Base, bytes);
        int used = bytes.AsSpan(0, count).LastIndexOfAnyExcept((byte)0) + 1;
        Pieces.Add(new Piece(segment, first, bytes[..used]));
        FindRecords(segment, first, bytes.AsSpan(0, count));
        return true;
    }

    // The place of the first byte that is not zero; -1: there is none.
    private static long FindUsed(Segment segment, long from)
    {
        byte[] piece = new byte[Math.Min(LookBytes, segment.Header.End - from)];
        for (long place = from; place < segment.Header.End; place += piece.Length)
        {
            int wanted = (int)Math.Min(piece.Length, segment.Header.End - place);
            int count = Disk.Read(segment.File, segment.FilePath, place - segment.Header.Base, piece.AsSpan(0, wanted));
            int index = Zeros.CountAtStart(piece, count);
            if (index < count) return place + index;
        }

        return -1;
    }

    // A record can begin at any byte; what is one is told by its checksum, which covers its place and the file's salt.
    private void FindRecords(Segment segment, long first, ReadOnlySpan<byte> bytes)
    {
        for (int place = 0; place + FileFormat.FrameHeaderBytes <= bytes.Length;)
        {
            Frame frame = Frame.Read(bytes[place..]);
            long end = (long)place + FileFormat.FrameHeaderBytes + frame.Length;
            if (frame.HasRecordLength && frame.Length >= RecordHeader.Length && end <= bytes.Length)
            {
                ReadOnlySpan<byte> payload = bytes[(place + FileFormat.FrameHeaderBytes)..(int)end];
                if (frame.IsIntact(segment.Header.Salt, first + place, payload))
                {
                    Take(frame, first + place, first + end, payload);
                    place = (int)end;
                    continue;
                }
            }

            place++;
        }
    }

    private void Take(Frame frame, long position, long end, ReadOnlySpan<byte> payload)
    {
        HighestFlushed = Math.Max(HighestFlushed, frame.FlushedBefore(position));
        FirstRecord = Math.Min(FirstRecord, position);
        (LastEnd, LastRevision) = (end, RecordHeader.Read(payload).Revision);
    }
}
