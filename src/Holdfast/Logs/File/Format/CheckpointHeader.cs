using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Holdfast.Logs.File.Format;

/// <summary>The start of a checkpoint's companion file: what both files of the checkpoint must be.</summary>
internal sealed record CheckpointHeader(
    long Revision,
    long Position,
    long TimeMicroseconds,
    long DocumentBytes,
    long CompanionBytes,
    uint DocumentChecksum,
    uint CompanionChecksum)
{
    /// <summary>Bytes that the header takes.</summary>
    public const int Length = 64;

    private const ulong Magic = 0x504D4154_534C4648; // "HFLSTAMP" in ASCII
    private const int ChecksumPlace = 60;

    /// <summary>Bytes of both files.</summary>
    public long TotalBytes => Length + DocumentBytes + CompanionBytes;

    /// <summary>Writes the 64 bytes.</summary>
    public void Write(Span<byte> bytes)
    {
        bytes[..Length].Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[8..], FileFormat.Version);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[12..], Revision);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[20..], Position);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[28..], TimeMicroseconds);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[36..], DocumentBytes);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[44..], CompanionBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[52..], DocumentChecksum);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[56..], CompanionChecksum);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[ChecksumPlace..], Crc32C.Compute(0, bytes[..ChecksumPlace]));
    }

    /// <summary>Reads the header; false when the bytes are not an intact one.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out CheckpointHeader? header)
    {
        header = null;
        if (bytes.Length < Length
            || BinaryPrimitives.ReadUInt64LittleEndian(bytes) != Magic
            || BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]) != FileFormat.Version
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[ChecksumPlace..])
                != Crc32C.Compute(0, bytes[..ChecksumPlace]))
        {
            return false;
        }

        header = new CheckpointHeader(
            BinaryPrimitives.ReadInt64LittleEndian(bytes[12..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[20..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[28..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[36..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[44..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[52..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[56..]));
        return true;
    }
}
