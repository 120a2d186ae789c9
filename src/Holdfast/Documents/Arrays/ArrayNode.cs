namespace Holdfast.Documents.Arrays;

/// <summary>A JSON array: a counted tree of its items under a header. Immutable.</summary>
/// <remarks>Cost. Getting, setting, inserting and removing an item grow with the logarithm of the count.</remarks>
internal sealed class ArrayNode : ContainerNode
{
    /// <summary>The array without items.</summary>
    public static readonly ArrayNode Empty = new()
    {
        Count = 0,
        Height = 1,
        Size = EmptySize,
        Root = ArrayTree.Empty,
    };

    /// <summary>The leaf or branch that holds the items.</summary>
    public required object Root { get; init; }

    /// <summary>The item at an index that exists.</summary>
    public ref readonly ArrayItem this[int index] => ref ArrayTree.Get(Root, index);

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

        return new ArrayNode
        {
            Count = items.Length,
            Height = height + 1,
            Size = size,
            Newest = newest,
            Root = ArrayTree.Build(items),
        };
    }

    /// <summary>Gives the array with another value at an index that exists.</summary>
    public ArrayNode Set(int index, object? value, long revision, long floor)
    {
        object? before = this[index].Value;
        object root = ArrayTree.Set(Root, index, new ArrayItem(value, revision));
        return new ArrayNode
        {
            Count = Count,
            Height = HeightAfter(NodeSize.Height(before), NodeSize.Height(value), root),
            Size = Size - NodeSize.Of(before) + NodeSize.Of(value),
            Floor = Math.Max(Floor, floor),
            ShapeRevision = ShapeRevision,
            Newest = Math.Max(Newest, revision),
            Root = root,
        };
    }

    /// <summary>Gives the array with an item more, before an index or at the end.</summary>
    public ArrayNode Insert(int index, object? value, long revision, long floor) => new()
    {
        Count = Count + 1,
        Height = Math.Max(Height, NodeSize.Height(value) + 1),
        Size = Size + NodeSize.Of(value) + (Count > 0 ? 1 : 0),
        Floor = Math.Max(Floor, floor),
        ShapeRevision = Math.Max(ShapeRevision, revision),
        Newest = Math.Max(Newest, revision),
        Root = ArrayTree.Insert(Root, index, new ArrayItem(value, revision)),
    };

    /// <summary>Gives the array without the item at an index that exists.</summary>
    public ArrayNode Remove(int index, long revision, long floor)
    {
        object? before = this[index].Value;
        object root = ArrayTree.Remove(Root, index);
        return new ArrayNode
        {
            Count = Count - 1,
            Height = HeightAfter(NodeSize.Height(before), 0, root),
            Size = Size - NodeSize.Of(before) - (Count > 1 ? 1 : 0),
            Floor = Math.Max(Floor, floor),
            ShapeRevision = Math.Max(ShapeRevision, revision),
            Newest = Math.Max(Newest, revision),
            Root = root,
        };
    }

    /// <summary>The items in order, leaf by leaf.</summary>
    public ArrayItems GetEnumerator() => new(Root);

    /// <summary>Gives the same items under a header with these stamps.</summary>
    public ArrayNode WithStamps(long shape, long newest) => new()
    {
        Count = Count,
        Height = Height,
        Size = Size,
        ShapeRevision = shape,
        Newest = newest,
        Root = Root,
    };

    /// <inheritdoc/>
    protected override ContainerNode WithFloor(long revision) => new ArrayNode
    {
        Count = Count,
        Height = Height,
        Size = Size,
        Floor = revision,
        ShapeRevision = revision,
        Newest = revision,
        Root = Root,
        Conversion = Conversion,
    };

    private int HeightAfter(int before, int after, object root)
    {
        if (after + 1 >= Height)
            return after + 1;
        return before + 1 < Height ? Height : ArrayBranch.HeightOf(root) + 1;
    }
}
