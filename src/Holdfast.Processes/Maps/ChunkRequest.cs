using System.Buffers.Binary;

namespace Holdfast.Processes.Maps;

/// <summary>One piece of a map, as it is sent.</summary>
/// <param name="Call">Its number.</param>
/// <param name="Function">The number of the function.</param>
/// <param name="Kind">How its items are given.</param>
/// <param name="Items">The items.</param>
internal readonly record struct ChunkRequest(long Call, int Function, ChunkKind Kind, ReadOnlyMemory<byte> Items)
{
    private const int HeaderBytes = 13;

    public byte[] ToBytes()
    {
        byte[] bytes = GC.AllocateUninitializedArray<byte>(HeaderBytes + Items.Length);
        BinaryPrimitives.WriteInt64LittleEndian(bytes, Call);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), Function);
        bytes[12] = (byte)Kind;
        Items.Span.CopyTo(bytes.AsSpan(HeaderBytes));
        return bytes;
    }

    public static ChunkRequest FromBytes(ReadOnlyMemory<byte> bytes) => new(
        BinaryPrimitives.ReadInt64LittleEndian(bytes.Span),
        BinaryPrimitives.ReadInt32LittleEndian(bytes.Span[8..]),
        (ChunkKind)bytes.Span[12],
        bytes[HeaderBytes..]);
}
