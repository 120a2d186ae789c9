using System.Buffers.Binary;

namespace Holdfast.Commits;

/// <summary>The payload that a recovery appends when it may have cut commits.</summary>
/// <remarks>
/// Shape. A header whose revision is the last of the gap (<see cref="To"/>), then eight bytes: the first of the gap.
///        Both ends are inclusive. The next commit is To + 1.
/// </remarks>
internal readonly record struct GapRecord(long From, long To, long TimeMicroseconds)
{
    /// <summary>Bytes that the payload takes.</summary>
    public const int Length = RecordHeader.Length + sizeof(long);

    /// <summary>Reads a payload whose kind is <see cref="RecordKind.Gap"/>.</summary>
    public static GapRecord Read(ReadOnlySpan<byte> payload)
    {
        RecordHeader header = RecordHeader.Read(payload);
        long from = BinaryPrimitives.ReadInt64LittleEndian(payload[RecordHeader.Length..]);
        return new GapRecord(from, header.Revision, header.TimeMicroseconds);
    }

    /// <summary>Gives the payload.</summary>
    public byte[] ToPayload()
    {
        byte[] payload = new byte[Length];
        new RecordHeader(RecordKind.Gap, To, TimeMicroseconds).Write(payload);
        BinaryPrimitives.WriteInt64LittleEndian(payload.AsSpan(RecordHeader.Length), From);
        return payload;
    }
}
