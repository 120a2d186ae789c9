using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;
using Holdfast.Errors;
using Holdfast.Processes.Calls;

namespace Holdfast.Processes.Maps;

/// <summary>Gives the items of a map, piece by piece.</summary>
internal abstract class ItemSource : IDisposable
{
    /// <summary>How many items there are; null: that is not known.</summary>
    public abstract long? Total { get; }

    /// <summary>Takes the next ones, as many as are wanted or are left; an empty piece is the end.</summary>
    public abstract ChunkItems Take(int most);

    public abstract void Dispose();
}

/// <summary>Gives items of one type.</summary>
[RequiresUnreferencedCode(FunctionReference.Reflection)]
[RequiresDynamicCode(FunctionReference.Reflection)]
internal sealed class TypedSource<T>(IEnumerable<T> items) : ItemSource
{
    private readonly IEnumerator<T> _items = items.GetEnumerator();
    private T[] _buffer = [];

    public override long? Total { get; } = items.TryGetNonEnumeratedCount(out int count) ? count : null;

    public override ChunkItems Take(int most)
    {
        if (_buffer.Length < most) _buffer = new T[most];
        int count = 0;
        while (count < most && _items.MoveNext()) _buffer[count++] = _items.Current;
        if (count == 0) return default;
        ChunkKind kind = ItemCodec<T>.Form == ItemForm.Raw ? ChunkKind.RawItems : ChunkKind.JsonItems;
        return new ChunkItems(count, kind, ItemCodec<T>.Encode(_buffer.AsSpan(0, count)));
    }

    public override void Dispose() => _items.Dispose();
}

/// <summary>Gives calls whose arguments come from several sequences; the shortest ends them all.</summary>
[RequiresUnreferencedCode(FunctionReference.Reflection)]
[RequiresDynamicCode(FunctionReference.Reflection)]
internal sealed class ArgumentSource : ItemSource
{
    private readonly MethodInfo _method;
    private readonly MapArguments _arguments;
    private readonly JsonSerializerOptions? _json;
    private readonly IEnumerator<object?>? _items;
    private readonly IEnumerator<IReadOnlyList<object?>>? _more;
    private readonly IEnumerator<IReadOnlyDictionary<string, object?>>? _named;

    public ArgumentSource(MethodInfo method, MapArguments arguments, JsonSerializerOptions? json)
    {
        if (arguments is { Items: null, ItemArguments: null, NamedItemArguments: null })
        {
            throw new HoldfastArgumentException(
                ErrorCode.ArgumentNotPortable,
                $"A map needs one of {nameof(MapArguments.Items)}, {nameof(MapArguments.ItemArguments)} and "
                    + $"{nameof(MapArguments.NamedItemArguments)}.");
        }

        (_method, _arguments, _json) = (method, arguments, json);
        _items = arguments.Items?.Cast<object?>().GetEnumerator();
        _more = arguments.ItemArguments?.GetEnumerator();
        _named = arguments.NamedItemArguments?.GetEnumerator();
    }

    public override long? Total => null;

    public override ChunkItems Take(int most)
    {
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        int count = 0;
        for (; count < most && TryTake(out byte[]?[] call); count++) Call.WriteArguments(writer, call);
        writer.Flush();
        return new ChunkItems(count, ChunkKind.Arguments, stream.ToArray());
    }

    /// <summary>Takes the arguments of all calls that are left.</summary>
    public IEnumerable<byte[]?[]> TakeAll()
    {
        while (TryTake(out byte[]?[] call)) yield return call;
    }

    public override void Dispose()
    {
        _items?.Dispose();
        _more?.Dispose();
        _named?.Dispose();
    }

    private bool TryTake(out byte[]?[] call)
    {
        bool isThere = (_items?.MoveNext() ?? true) && (_more?.MoveNext() ?? true) && (_named?.MoveNext() ?? true);
        call = isThere ? BindCurrent() : [];
        return isThere;
    }

    private byte[]?[] BindCurrent()
    {
        List<object?> positional = [];
        if (_items is not null) positional.Add(_items.Current);
        if (_more is not null) positional.AddRange(_more.Current);
        positional.AddRange(_arguments.Arguments ?? []);
        return CallBinding.BindArguments(_method, positional, Named(), _json);
    }

    private Dictionary<string, object?>? Named()
    {
        if (_named is null && _arguments.NamedArguments is null) return null;
        Dictionary<string, object?> all = new(_arguments.NamedArguments ?? new Dictionary<string, object?>());
        foreach ((string name, object? value) in _named?.Current ?? new Dictionary<string, object?>())
        {
            if (!all.TryAdd(name, value))
            {
                throw new HoldfastArgumentException(
                    ErrorCode.ArgumentNotPortable,
                    $"'{DisplayName.Of(_method)}' is given its parameter '{name}' twice: for all items and for one.");
            }
        }

        return all;
    }
}
