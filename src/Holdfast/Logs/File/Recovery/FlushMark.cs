using System.Buffers.Binary;
using Holdfast.Logs.File.Format;
using Holdfast.Logs.File.Native;
using Holdfast.Logs.File.Segments;

namespace Holdfast.Logs.File.Recovery;

/// <summary>
/// How far a namespace's log was on disk when the last writer left it: what is not intact below that is damage, and not
/// the end of a crash. The records alone tell it only of what came before the last flush.
/// </summary>
/// <remarks>
/// Shape.      Eight bytes position, eight bytes base and eight bytes salt of the segment that ends there, four bytes
///             CRC-32C of these. The salt tells the mark of a namespace that had the folder before.
/// Durability. It is written after the flush that it tells of, and not flushed itself: when it is there it is true, and
///             without it a recovery knows what the records tell. In a copy it may be ahead of them.
/// </remarks>
internal static class FlushMark
{
    private const int BasePlace = 8;
    private const int SaltPlace = 16;
    private const int ChecksumPlace = 24;
    private const int Bytes = 28;

    /// <summary>Notes that everything up to a position is on disk.</summary>
    public static void Write(LogContext context, long position)
    {
        Segment last = context.AcquireSegment(position - 1);
        Span<byte> bytes = stackalloc byte[Bytes];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, position);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[BasePlace..], last.Header.Base);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[SaltPlace..], last.Header.Salt);
        last.Release();
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[ChecksumPlace..], Crc32C.Compute(0, bytes[..ChecksumPlace]));
        string path = PathOf(context.Folder);
        using SafeDescriptor file = Disk.TryOpen(path) ?? context.Session.Disk.Create(path);
        context.Session.Disk.Write(file, path, 0, bytes);
    }

    /// <summary>Gives the position; 0 when nothing is known.</summary>
    public static long Read(LogContext context)
    {
        if (Disk.TryReadAll(PathOf(context.Folder)) is not { Length: Bytes } mark) return 0;

        ReadOnlySpan<byte> bytes = mark;
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes[ChecksumPlace..])
            != Crc32C.Compute(0, bytes[..ChecksumPlace]))
        {
            return 0;
        }

        long start = BinaryPrimitives.ReadInt64LittleEndian(bytes[BasePlace..]);
        bool isOurs = SegmentFolder.TryReadHeader(context.Folder, start) is { } header
            && header.Salt == BinaryPrimitives.ReadUInt64LittleEndian(bytes[SaltPlace..]);
        return isOurs ? BinaryPrimitives.ReadInt64LittleEndian(bytes) : 0;
    }

    /// <summary>Takes the mark away, before what lies below it is cut.</summary>
    public static void Remove(LogContext context) => context.Session.Disk.Unlink(PathOf(context.Folder));

    private static string PathOf(string folder) => Path.Combine(folder, FileFormat.FlushMarkFile);
}
