using System.Buffers.Binary;

namespace Holdfast.Logs.File.Format;

/// <summary>The start of a segment file.</summary>
/// <param name="Salt">
/// Random; part of each record's checksum, so that bytes of another file never pass for records of this one.
/// </param>
/// <param name="Base">The position of the file's first byte.</param>
/// <param name="Capacity">Bytes of the whole file; the next segment's base is Base + Capacity.</param>
/// <param name="TimeMicroseconds">When the segment was made.</param>
internal readonly record struct SegmentHeader(ulong Salt, long Base, long Capacity, long TimeMicroseconds)
{
    /// <summary>"HFLOGSEG" in ASCII.</summary>
    public const ulong Magic = 0x47455347_4F4C4648;

    private const int ChecksumPlace = 60;

    /// <summary>The position after the file's last byte.</summary>
    public long End => Base + Capacity;

    /// <summary>The position of the first record.</summary>
    public long First => Base + FileFormat.SegmentHeaderBytes;

    /// <summary>Writes the header's 64 bytes.</summary>
    public void Write(Span<byte> bytes)
    {
        bytes[..FileFormat.SegmentHeaderBytes].Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[8..], FileFormat.Version);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[16..], Salt);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[24..], Base);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[32..], Capacity);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[40..], TimeMicroseconds);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[ChecksumPlace..], Crc32C.Compute(0, bytes[..ChecksumPlace]));
    }

    /// <summary>Reads the header; false when the bytes are not an intact one.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out SegmentHeader header)
    {
        header = default;
        if (bytes.Length < FileFormat.SegmentHeaderBytes
            || BinaryPrimitives.ReadUInt64LittleEndian(bytes) != Magic
            || BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]) != FileFormat.Version
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[ChecksumPlace..])
                != Crc32C.Compute(0, bytes[..ChecksumPlace]))
        {
            return false;
        }

        header = new SegmentHeader(
            BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[24..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[32..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[40..]));
        return header.Capacity > FileFormat.SegmentHeaderBytes && header.Base >= 0;
    }
}
