using Holdfast.Documents.Arrays;
using Holdfast.Documents.Objects;

namespace Holdfast.Documents.Json;

/// <summary>Puts a tree together from the tokens of a text, each container at once when it ends.</summary>
/// <remarks>Shape. Children of all open containers stand behind each other on one stack.</remarks>
internal sealed class NodeBuilder(JsonDuplicates? duplicates)
{
    private const int FirstCapacity = 16;

    private readonly Stack<Frame> _open = new();
    private readonly NameCache _names = new();
    private ObjectEntry[] _children = new ObjectEntry[FirstCapacity];
    private int _count;
    private byte[] _name = [];

    /// <summary>Containers that are open.</summary>
    public int Depth => _open.Count;

    /// <summary>The value, when <see cref="IsComplete"/>.</summary>
    public object? Root { get; private set; }

    /// <summary>Whether a whole value was added.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Sets the name of the next value.</summary>
    public void Name(ReadOnlySpan<byte> name) => _name = _names.Get(name);

    /// <summary>Opens an object.</summary>
    public void BeginObject() => Begin(isArray: false);

    /// <summary>Opens an array.</summary>
    public void BeginArray() => Begin(isArray: true);

    /// <summary>Closes an object.</summary>
    public void EndObject()
    {
        Frame frame = _open.Pop();
        List<byte[]>? again = duplicates is null ? null : [];
        object node = ObjectNodeBuilder.Build(Children(frame), again);
        if (again is { Count: > 0 })
            duplicates!.Add(PathOf(frame), again);
        End(frame, node);
    }

    /// <summary>Closes an array.</summary>
    public void EndArray()
    {
        Frame frame = _open.Pop();
        Span<ObjectEntry> children = Children(frame);
        ArrayItem[] items = new ArrayItem[children.Length];
        for (int index = 0; index < items.Length; index++)
            items[index] = new ArrayItem(children[index].Value, 0);
        End(frame, ArrayNode.Build(items));
    }

    /// <summary>Adds a value to the container that is open.</summary>
    public void Add(object? node)
    {
        if (_open.Count == 0)
        {
            Root = node;
            IsComplete = true;
            return;
        }

        if (_count == _children.Length)
            Array.Resize(ref _children, _count * 2);
        ref ObjectEntry child = ref _children[_count++];
        child.Key = _name;
        child.Value = node;
    }

    private void Begin(bool isArray)
    {
        _open.Push(new Frame(_count, _name, isArray));
        _name = [];
    }

    private Span<ObjectEntry> Children(Frame frame) => _children.AsSpan(frame.Start, _count - frame.Start);

    private void End(Frame frame, object node)
    {
        Children(frame).Clear();
        _count = frame.Start;
        _name = frame.Name;
        Add(node);
    }

    private StatePath PathOf(Frame frame)
    {
        Frame[] frames = [.. _open.Reverse(), frame];
        StatePath path = default;
        for (int level = 1; level < frames.Length; level++)
        {
            Frame parent = frames[level - 1];
            path = parent.IsArray
                ? path / (frames[level].Start - parent.Start)
                : path.Child(frames[level].Name);
        }

        return path;
    }

    private readonly record struct Frame(int Start, byte[] Name, bool IsArray);
}
