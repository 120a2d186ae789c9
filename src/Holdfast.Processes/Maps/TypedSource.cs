using System.Diagnostics.CodeAnalysis;
using Holdfast.Processes.Calls;

namespace Holdfast.Processes.Maps;

/// <summary>Gives items of one type.</summary>
[RequiresUnreferencedCode(FunctionReference.Reflection)]
[RequiresDynamicCode(FunctionReference.Reflection)]
internal sealed class TypedSource<T>(IEnumerable<T> items) : ReadSource<T>
{
    private readonly IEnumerator<T> _items = items.GetEnumerator();

    public override long? Total { get; } = items.TryGetNonEnumeratedCount(out int count) ? count : null;

    protected override bool TryRead(out T item)
    {
        bool isThere = _items.MoveNext();
        item = isThere ? _items.Current : default!;
        return isThere;
    }

    protected override ChunkItems Encode(ReadOnlySpan<T> items)
    {
        ChunkKind kind = ItemCodec<T>.Form == ItemForm.Raw ? ChunkKind.RawItems : ChunkKind.JsonItems;
        return new ChunkItems(items.Length, kind, ItemCodec<T>.Encode(items));
    }

    protected override void Close() => _items.Dispose();
}
