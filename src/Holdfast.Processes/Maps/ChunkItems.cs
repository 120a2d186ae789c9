using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Holdfast.Processes.Calls;
using Holdfast.Processes.Wire;

namespace Holdfast.Processes.Maps;

/// <summary>The items of a piece, as they are sent.</summary>
/// <param name="Count">How many.</param>
/// <param name="Kind">How they are given.</param>
/// <param name="Bytes">The items.</param>
internal readonly record struct ChunkItems(int Count, ChunkKind Kind, byte[] Bytes)
{
    /// <summary>Gives the first half of two items or more, and the others.</summary>
    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    [RequiresDynamicCode(FunctionReference.Reflection)]
    public (ChunkItems First, ChunkItems Last) Halve()
    {
        int half = Count / 2;
        (byte[] first, byte[] last) = Kind switch
        {
            ChunkKind.RawItems => HalveRaw(Bytes, Bytes.Length / Count * half),
            ChunkKind.JsonItems => HalveJson(Bytes, half),
            _ => HalveCalls(Bytes, half),
        };
        return (new ChunkItems(half, Kind, first), new ChunkItems(Count - half, Kind, last));
    }

    private static (byte[] First, byte[] Last) HalveRaw(byte[] bytes, int place) => (bytes[..place], bytes[place..]);

    private static (byte[] First, byte[] Last) HalveJson(byte[] bytes, int half)
    {
        Utf8JsonReader reader = new(bytes);
        reader.Read();
        for (int place = 0; place < half; place++)
        {
            reader.Read();
            reader.Skip();
        }

        int end = (int)reader.BytesConsumed;
        reader.Read();
        return ([.. bytes[..end], (byte)']'], [(byte)'[', .. bytes[(int)reader.TokenStartIndex..]]);
    }

    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    [RequiresDynamicCode(FunctionReference.Reflection)]
    private static (byte[] First, byte[] Last) HalveCalls(byte[] bytes, int half)
    {
        MessageReader reader = new(bytes);
        byte[] first = CopyCalls(reader, half);
        return (first, CopyCalls(reader, int.MaxValue));
    }

    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    [RequiresDynamicCode(FunctionReference.Reflection)]
    private static byte[] CopyCalls(MessageReader reader, int most)
    {
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        for (; most > 0 && !reader.IsAtEnd; most--) Call.WriteArguments(writer, Call.ReadArguments(reader));
        writer.Flush();
        return stream.ToArray();
    }
}
