using System.Runtime.InteropServices;
using Holdfast.Documents.Arrays;
using Holdfast.Documents.Objects;
using Holdfast.Documents.Stamps;

namespace Holdfast.Documents.Json;

/// <summary>Puts a tree together from the tokens of a text, each container at once when it ends.</summary>
/// <remarks>Shape. Children of all open containers stand behind each other on one stack.</remarks>
internal sealed class NodeBuilder
{
    private const int FirstCapacity = 16;

    /// <summary>A builder that grew larger is not kept for the next text.</summary>
    private const int MaxKeptCapacity = 1_024;

    [ThreadStatic]
    private static NodeBuilder? _spare;

    private readonly List<Frame> _open = [];
    private readonly NameCache _names = new();
    private ObjectEntry[] _children = new ObjectEntry[FirstCapacity];
    private int _count;
    private byte[] _name = [];
    private JsonDuplicates? _duplicates;
    private IStampSource? _stamps;

    private NodeBuilder()
    {
    }

    /// <summary>Containers that are open.</summary>
    public int Depth => _open.Count;

    /// <summary>The value, when <see cref="IsComplete"/>.</summary>
    public object? Root { get; private set; }

    /// <summary>The stamp of the value.</summary>
    public long Revision { get; private set; }

    /// <summary>Whether a whole value was added.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Gives an empty builder.</summary>
    /// <param name="duplicates">Receives names that come again in an object; null when nobody asks.</param>
    /// <param name="stamps">Tells the stamps of the nodes; null for none.</param>
    public static NodeBuilder Rent(JsonDuplicates? duplicates, IStampSource? stamps = null)
    {
        NodeBuilder builder = _spare ?? new NodeBuilder();
        _spare = null;
        builder._duplicates = duplicates;
        builder._stamps = stamps;
        return builder;
    }

    /// <summary>Gives the builder back, for the next text that this thread reads.</summary>
    public void Return()
    {
        if (_children.Length > MaxKeptCapacity)
            return;
        _children.AsSpan(0, _count).Clear();
        _open.Clear();
        (_count, _name, Root, Revision, IsComplete) = (0, [], null, 0, false);
        _spare = this;
    }

    /// <summary>Sets the name of the next value.</summary>
    public void Name(ReadOnlySpan<byte> name) => _name = _names.Get(name);

    /// <summary>Opens an object.</summary>
    public void BeginObject() => Begin(isArray: false);

    /// <summary>Opens an array.</summary>
    public void BeginArray() => Begin(isArray: true);

    /// <summary>Closes an object.</summary>
    public void EndObject()
    {
        Frame frame = CollectionsMarshal.AsSpan(_open)[^1];
        List<byte[]>? again = _duplicates is null ? null : [];
        ObjectNode node = ObjectNodeBuilder.Build(Children(frame), again);
        if (again is { Count: > 0 })
            _duplicates!.Add(PathOfOpen(), again);
        End(frame, _stamps is null ? node : node.WithStamps(frame.Shape, frame.Revision));
    }

    /// <summary>Closes an array.</summary>
    public void EndArray()
    {
        Frame frame = CollectionsMarshal.AsSpan(_open)[^1];
        Span<ObjectEntry> children = Children(frame);
        ArrayItem[] items = new ArrayItem[children.Length];
        for (int index = 0; index < items.Length; index++)
            items[index] = new ArrayItem(children[index].Value, children[index].Revision);
        ArrayNode node = ArrayNode.Build(items);
        End(frame, _stamps is null ? node : node.WithStamps(frame.Shape, frame.Revision));
    }

    /// <summary>Adds a value to the container that is open.</summary>
    public void Add(object? node) => Add(node, NextRevision());

    private void Add(object? node, long revision)
    {
        if (_open.Count == 0)
        {
            (Root, Revision, IsComplete) = (node, revision, true);
            return;
        }

        if (_count == _children.Length)
            Array.Resize(ref _children, _count * 2);
        ref ObjectEntry child = ref _children[_count++];
        child.Key = _name;
        child.Value = node;
        child.Revision = revision;
    }

    private void Begin(bool isArray)
    {
        long revision = NextRevision();
        long shape = _stamps is null ? 0 : _stamps.NextShape(revision);
        _open.Add(new Frame(_count, _name, isArray, revision, shape));
        _name = [];
    }

    private void End(Frame frame, ContainerNode node)
    {
        if (node.Size > DocumentLimits.MaxDocumentBytes)
            throw JsonTokenException.TooLarge();
        Children(frame).Clear();
        _open.RemoveAt(_open.Count - 1);
        _count = frame.Start;
        _name = frame.Name;
        Add(node, frame.Revision);
    }

    private long NextRevision()
    {
        if (_stamps is null)
            return 0;
        return _open.Count == 0
            ? _stamps.RootRevision()
            : _stamps.NextRevision(CollectionsMarshal.AsSpan(_open)[^1].Revision);
    }

    private Span<ObjectEntry> Children(Frame frame) => _children.AsSpan(frame.Start, _count - frame.Start);

    private StatePath PathOfOpen()
    {
        StatePath path = default;
        for (int level = 1; level < _open.Count; level++)
        {
            Frame parent = _open[level - 1];
            path = parent.IsArray ? path / (_open[level].Start - parent.Start) : path.Child(_open[level].Name);
        }

        return path;
    }

    private readonly record struct Frame(int Start, byte[] Name, bool IsArray, long Revision, long Shape);
}
