using System.Buffers.Binary;

namespace Holdfast.Commits;

/// <summary>The start of every payload: what a log must know of a record without understanding it.</summary>
/// <remarks>
/// Shape. One byte kind, eight bytes revision, eight bytes time, little-endian. Time is microseconds since 1970 in UTC.
///        A proposal has no revision yet and carries 0.
/// </remarks>
internal readonly record struct RecordHeader(RecordKind Kind, long Revision, long TimeMicroseconds)
{
    /// <summary>Bytes that a header takes.</summary>
    public const int Length = 17;

    /// <summary>Reads the header at the start of a payload.</summary>
    public static RecordHeader Read(ReadOnlySpan<byte> payload) => new(
        (RecordKind)payload[0],
        BinaryPrimitives.ReadInt64LittleEndian(payload[1..]),
        BinaryPrimitives.ReadInt64LittleEndian(payload[9..]));

    /// <summary>Writes the header at the start of a payload.</summary>
    public void Write(Span<byte> payload)
    {
        payload[0] = (byte)Kind;
        BinaryPrimitives.WriteInt64LittleEndian(payload[1..], Revision);
        BinaryPrimitives.WriteInt64LittleEndian(payload[9..], TimeMicroseconds);
    }
}
