using System.Buffers.Binary;
using System.Numerics;

namespace Holdfast.Logs.File.Format;

/// <summary>
/// What stands before a record's payload: its length, its checksum, and how far behind it the flush was.
/// </summary>
/// <param name="Length">Bytes of the payload, or <see cref="FileFormat.EndMark"/>.</param>
/// <param name="Checksum">CRC-32C of salt, position, length, distance and payload.</param>
/// <param name="Distance">Position of the record minus the position that was known flushed when it was written.</param>
internal readonly record struct Frame(uint Length, uint Checksum, uint Distance)
{
    /// <summary>Whether nothing was ever written here.</summary>
    public bool IsBlank => Length == 0 && Checksum == 0 && Distance == 0;

    /// <summary>Whether the records go on in the next segment.</summary>
    public bool IsEndMark => Length == FileFormat.EndMark;

    /// <summary>Whether a length is one that a record can have.</summary>
    public bool HasRecordLength => Length is > 0 and <= FileFormat.MaxPayloadBytes;

    /// <summary>The position known flushed when the record at a position was written; 0 when it says nothing.</summary>
    public long FlushedBefore(long position) => Distance == FileFormat.UnknownDistance ? 0 : position - Distance;

    /// <summary>Expresses how far the flush is behind.</summary>
    public static uint DistanceOf(long position, long flushed) =>
        position - flushed < FileFormat.UnknownDistance ? (uint)(position - flushed) : FileFormat.UnknownDistance;

    /// <summary>Computes the checksum of a record.</summary>
    public static uint Sum(ulong salt, long position, uint length, uint distance, ReadOnlySpan<byte> payload)
    {
        uint sum = BitOperations.Crc32C(0, salt);
        sum = BitOperations.Crc32C(sum, (ulong)position);
        sum = BitOperations.Crc32C(sum, length | ((ulong)distance << 32));
        return Crc32C.Compute(sum, payload);
    }

    /// <summary>Writes the frame of a payload that stands just behind it, checksum and all.</summary>
    public static void Seal(Span<byte> frameAndPayload, ulong salt, long position, long flushed)
    {
        Span<byte> payload = frameAndPayload[FileFormat.FrameHeaderBytes..];
        uint distance = DistanceOf(position, flushed);
        uint length = (uint)payload.Length;
        Put(frameAndPayload, new Frame(length, Sum(salt, position, length, distance, payload), distance));
    }

    /// <summary>Writes the mark after which the records go on in the next segment.</summary>
    public static void SealEndMark(Span<byte> bytes, ulong salt, long position, long flushed)
    {
        uint distance = DistanceOf(position, flushed);
        Put(bytes, new Frame(FileFormat.EndMark, Sum(salt, position, FileFormat.EndMark, distance, []), distance));
    }

    /// <summary>Reads the twelve bytes.</summary>
    public static Frame Read(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]),
        BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]));

    /// <summary>Whether the frame belongs to this place and payload.</summary>
    public bool IsIntact(ulong salt, long position, ReadOnlySpan<byte> payload) =>
        Sum(salt, position, Length, Distance, payload) == Checksum;

    private static void Put(Span<byte> bytes, Frame frame)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, frame.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[4..], frame.Checksum);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[8..], frame.Distance);
    }
}
