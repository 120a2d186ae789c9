namespace Holdfast.Documents.Arrays;

/// <summary>A JSON array: a counted tree of its items and a tail, under a header. Immutable.</summary>
/// <remarks>
/// Shape. The last items, at most a leaf full, stand in the tail and not in the tree: appending copies one leaf.
/// Cost.  Getting, setting, inserting and removing an item grow with the logarithm of the count.
/// </remarks>
internal sealed class ArrayNode : ContainerNode
{
    /// <summary>The array without items.</summary>
    public static readonly ArrayNode Empty = new()
    {
        Count = 0,
        Height = 1,
        Size = EmptySize,
        Root = ArrayTree.Empty,
        Tail = ArrayTree.Empty,
    };

    /// <summary>The leaf or branch that holds all items but those of the tail.</summary>
    public required object Root { get; init; }

    /// <summary>The last items; may be empty.</summary>
    public required ArrayItem[] Tail { get; init; }

    /// <summary>Items in the tree.</summary>
    public int TailStart => Count - Tail.Length;

    /// <summary>The item at an index that exists.</summary>
    public ref readonly ArrayItem this[int index] => ref index >= TailStart
        ? ref Tail[index - TailStart]
        : ref ArrayTree.Get(Root, index);

    /// <summary>Makes an array of many items at once.</summary>
    public static ArrayNode Build(ReadOnlySpan<ArrayItem> items)
    {
        if (items.IsEmpty)
            return Empty;
        long size = EmptySize + items.Length - 1;
        int height = 0;
        long newest = 0;
        foreach (ref readonly ArrayItem item in items)
        {
            size += NodeSize.Of(item.Value);
            height = Math.Max(height, NodeSize.Height(item.Value));
            newest = Math.Max(newest, item.Value is ContainerNode container ? container.Newest : 0);
            newest = Math.Max(newest, item.Revision);
        }

        int inTree = (items.Length - 1) / ArrayTree.Capacity * ArrayTree.Capacity;
        return new ArrayNode
        {
            Count = items.Length,
            Height = height + 1,
            Size = size,
            Newest = newest,
            Root = ArrayTree.Build(items[..inTree]),
            Tail = items[inTree..].ToArray(),
        };
    }

    /// <summary>Gives the array with another value at an index that exists.</summary>
    public ArrayNode Set(int index, object? value, long revision, long floor)
    {
        object? before = this[index].Value;
        ArrayItem item = new(value, revision);
        bool isInTail = index >= TailStart;
        object root = isInTail ? Root : ArrayTree.Set(Root, index, item);
        ArrayItem[] tail = isInTail ? ArrayTree.WithReplaced(Tail, index - TailStart, item) : Tail;
        return new ArrayNode
        {
            Count = Count,
            Height = HeightAfter(NodeSize.Height(before), NodeSize.Height(value), root, tail),
            Size = Size - NodeSize.Of(before) + NodeSize.Of(value),
            Floor = Math.Max(Floor, floor),
            ShapeRevision = ShapeRevision,
            Newest = Math.Max(Newest, revision),
            Root = root,
            Tail = tail,
        };
    }

    /// <summary>Gives the array with an item more, before an index or at the end.</summary>
    public ArrayNode Insert(int index, object? value, long revision, long floor)
    {
        (object root, ArrayItem[] tail) = Inserted(index, new ArrayItem(value, revision));
        return new ArrayNode
        {
            Count = Count + 1,
            Height = Math.Max(Height, NodeSize.Height(value) + 1),
            Size = Size + NodeSize.Of(value) + (Count > 0 ? 1 : 0),
            Floor = Math.Max(Floor, floor),
            ShapeRevision = Math.Max(ShapeRevision, revision),
            Newest = Math.Max(Newest, revision),
            Root = root,
            Tail = tail,
        };
    }

    /// <summary>Gives the array without the item at an index that exists.</summary>
    public ArrayNode Remove(int index, long revision, long floor)
    {
        object? before = this[index].Value;
        bool isInTail = index >= TailStart;
        object root = isInTail ? Root : ArrayTree.Remove(Root, index);
        ArrayItem[] tail = isInTail ? ArrayTree.Without(Tail, index - TailStart) : Tail;
        return new ArrayNode
        {
            Count = Count - 1,
            Height = HeightAfter(NodeSize.Height(before), 0, root, tail),
            Size = Size - NodeSize.Of(before) - (Count > 1 ? 1 : 0),
            Floor = Math.Max(Floor, floor),
            ShapeRevision = Math.Max(ShapeRevision, revision),
            Newest = Math.Max(Newest, revision),
            Root = root,
            Tail = tail,
        };
    }

    /// <summary>The items in order, leaf by leaf.</summary>
    public ArrayItems GetEnumerator() => new(this);

    /// <summary>Gives the same items under a header with these stamps.</summary>
    public ArrayNode WithStamps(long shape, long newest) => WithHeader(0, shape, newest);

    /// <inheritdoc/>
    protected override ContainerNode WithFloor(long revision)
    {
        ArrayNode node = WithHeader(revision, revision, revision);
        node.Conversion = Conversion;
        return node;
    }

    private ArrayNode WithHeader(long floor, long shape, long newest) => new()
    {
        Count = Count,
        Height = Height,
        Size = Size,
        Floor = floor,
        ShapeRevision = shape,
        Newest = newest,
        Root = Root,
        Tail = Tail,
    };

    private (object Root, ArrayItem[] Tail) Inserted(int index, ArrayItem item)
    {
        if (index < TailStart)
            return (ArrayTree.Insert(Root, index, item), Tail);
        if (index == Count && Tail.Length == ArrayTree.Capacity)
            return (ArrayTree.Append(Root, Tail), [item]);
        ArrayItem[] tail = ArrayTree.WithInserted(Tail, index - TailStart, item);
        if (tail.Length <= ArrayTree.Capacity)
            return (Root, tail);
        int middle = tail.Length / 2;
        return (ArrayTree.Append(Root, tail[..middle]), tail[middle..]);
    }

    private int HeightAfter(int before, int after, object root, ArrayItem[] tail)
    {
        if (after + 1 >= Height)
            return after + 1;
        return before + 1 < Height ? Height : 1 + Math.Max(ArrayBranch.HeightOf(root), ArrayBranch.HeightOf(tail));
    }
}
