using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text.Json;
using Holdfast.Processes.Calls;

namespace Holdfast.Processes.Maps;

/// <summary>How the items of a piece of a map go from one process to another.</summary>
internal enum ItemForm : byte
{
    /// <summary>A JSON array.</summary>
    Json,

    /// <summary>The numbers as memory has them. Both sides are the same build on the same machine.</summary>
    Raw,
}

/// <summary>Turns items into bytes and back.</summary>
/// <remarks>
/// Numbers go as memory has them: for a map over a million of them, JSON would take longer than the work. They come out
/// as they went in, NaN too, which JSON has no word for.
/// </remarks>
[RequiresUnreferencedCode(FunctionReference.Reflection)]
[RequiresDynamicCode(FunctionReference.Reflection)]
internal static class ItemCodec<T>
{
    public static ItemForm Form { get; } = Type.GetTypeCode(typeof(T)) is >= TypeCode.Boolean and <= TypeCode.Double
        && !typeof(T).IsEnum
        ? ItemForm.Raw
        : ItemForm.Json;

    public static byte[] Encode(ReadOnlySpan<T> items)
    {
        if (Form == ItemForm.Json) return JsonSerializer.SerializeToUtf8Bytes(items.ToArray());
        byte[] bytes = GC.AllocateUninitializedArray<byte>(items.Length * Size);
        Raw(items).CopyTo(bytes);
        return bytes;
    }

    public static T[] Decode(ItemForm form, ReadOnlySpan<byte> bytes)
    {
        if (form == ItemForm.Json) return JsonSerializer.Deserialize<T[]>(bytes) ?? [];
        T[] items = GC.AllocateUninitializedArray<T>(bytes.Length / Size);
        bytes.CopyTo(MemoryMarshal.CreateSpan(
            ref System.Runtime.CompilerServices.Unsafe.As<T, byte>(ref MemoryMarshal.GetArrayDataReference(items)),
            bytes.Length));
        return items;
    }

    private static int Size => System.Runtime.CompilerServices.Unsafe.SizeOf<T>();

    private static ReadOnlySpan<byte> Raw(ReadOnlySpan<T> items) => MemoryMarshal.CreateReadOnlySpan(
        ref System.Runtime.CompilerServices.Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(items)),
        items.Length * Size);
}
