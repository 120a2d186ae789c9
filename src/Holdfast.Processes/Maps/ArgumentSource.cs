using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;
using Holdfast.Errors;
using Holdfast.Processes.Calls;

namespace Holdfast.Processes.Maps;

/// <summary>Gives calls whose arguments come from several sequences; the shortest ends them all.</summary>
[RequiresUnreferencedCode(FunctionReference.Reflection)]
[RequiresDynamicCode(FunctionReference.Reflection)]
internal sealed class ArgumentSource : ReadSource<byte[]?[]>, IDisposable
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

    /// <summary>Takes the arguments of all calls that are left.</summary>
    public IEnumerable<byte[]?[]> TakeAll()
    {
        while (TryRead(out byte[]?[] call)) yield return call;
    }

    public void Dispose()
    {
        _items?.Dispose();
        _more?.Dispose();
        _named?.Dispose();
    }

    protected override bool TryRead(out byte[]?[] call)
    {
        bool isThere = (_items?.MoveNext() ?? true) && (_more?.MoveNext() ?? true) && (_named?.MoveNext() ?? true);
        call = isThere ? BindCurrent() : [];
        return isThere;
    }

    protected override ChunkItems Encode(ReadOnlySpan<byte[]?[]> calls)
    {
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        foreach (byte[]?[] call in calls) Call.WriteArguments(writer, call);
        writer.Flush();
        return new ChunkItems(calls.Length, ChunkKind.Arguments, stream.ToArray());
    }

    protected override void Close() => Dispose();

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
