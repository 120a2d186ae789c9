using System.Runtime.CompilerServices;

namespace Holdfast.Documents.Arrays;

/// <summary>Finds and changes items in a tree whose root is a leaf or a branch. Pure.</summary>
internal static class ArrayTree
{
    /// <summary>Items of a leaf, and children of a branch, before it is split.</summary>
    public const int Capacity = 32;

    /// <summary>The tree of no items.</summary>
    public static readonly ArrayItem[] Empty = [];

    /// <summary>The item at an index that exists.</summary>
    public static ref readonly ArrayItem Get(object node, int index)
    {
        while (node is ArrayBranch branch)
        {
            int child = branch.IndexOf(index);
            index -= branch.StartOf(child);
            node = branch.Children[child];
        }

        return ref Unsafe.As<ArrayItem[]>(node)[index];
    }

    /// <summary>Gives the tree with another item at an index that exists.</summary>
    public static object Set(object node, int index, ArrayItem item)
    {
        if (node is not ArrayBranch branch)
            return WithReplaced((ArrayItem[])node, index, item);

        int child = branch.IndexOf(index);
        int start = branch.StartOf(child);
        int before = NodeSize.Height(Get(branch.Children[child], index - start).Value);
        int after = NodeSize.Height(item.Value);
        object[] children = branch.Children.AsSpan().ToArray();
        children[child] = Set(children[child], index - start, item);
        bool isExact = after >= branch.Height || before < branch.Height;
        return isExact
            ? new ArrayBranch(children, branch.Ends, Math.Max(branch.Height, after))
            : ArrayBranch.Of(children);
    }

    /// <summary>Gives the tree with an item more, before an index or at the end.</summary>
    public static object Insert(object node, int index, ArrayItem item)
    {
        (object left, object? right) = InsertIn(node, index, item);
        return right is null ? left : ArrayBranch.Of([left, right]);
    }

    /// <summary>Gives the tree without the item at an index that exists.</summary>
    public static object Remove(object node, int index)
    {
        object rest = RemoveIn(node, index);
        while (rest is ArrayBranch { Children.Length: 1 } single)
            rest = single.Children[0];
        return rest;
    }

    /// <summary>Gives the tree with a whole leaf more at the end.</summary>
    public static object Append(object node, ArrayItem[] leaf)
    {
        if (node is ArrayItem[] { Length: 0 })
            return leaf;
        (object left, object? right) = AppendTo(node, leaf);
        return right is null ? left : ArrayBranch.Of([left, right]);
    }

    /// <summary>Makes a tree of full leaves at once; the count is a multiple of <see cref="Capacity"/>.</summary>
    public static object Build(ReadOnlySpan<ArrayItem> items)
    {
        if (items.IsEmpty)
            return Empty;
        object[] level = new object[items.Length / Capacity];
        for (int leaf = 0; leaf < level.Length; leaf++)
            level[leaf] = items.Slice(leaf * Capacity, Capacity).ToArray();
        while (level.Length > 1)
            level = [.. level.Chunk(Capacity).Select(ArrayBranch.Of)];
        return level[0];
    }

    private static (object Left, object? Right) AppendTo(object node, ArrayItem[] leaf)
    {
        if (node is not ArrayBranch branch)
            return (node, leaf);
        (object left, object? right) = AppendTo(branch.Children[^1], leaf);
        ReadOnlySpan<object> others = branch.Children.AsSpan(0, branch.Children.Length - 1);
        return right is null
            ? (ArrayBranch.Of([.. others, left]), null)
            : SplitWhenFull([.. others, left, right], branch.Children.Length);
    }

    /// <summary>Inserts below a node; a second node when the first would be too large.</summary>
    private static (object Left, object? Right) InsertIn(object node, int index, ArrayItem item)
    {
        if (node is not ArrayBranch branch)
            return SplitWhenFull(WithInserted((ArrayItem[])node, index, item));
        int child = branch.IndexOf(index);
        (object left, object? right) = InsertIn(branch.Children[child], index - branch.StartOf(child), item);
        if (right is not null)
        {
            object[] grown = [.. branch.Children.AsSpan(0, child), left, right, .. branch.Children.AsSpan(child + 1)];
            return SplitWhenFull(grown, child + 1);
        }

        object[] children = branch.Children.AsSpan().ToArray();
        children[child] = left;
        int[] ends = branch.Ends.AsSpan().ToArray();
        for (int later = child; later < ends.Length; later++)
            ends[later]++;
        return (new ArrayBranch(children, ends, Math.Max(branch.Height, NodeSize.Height(item.Value))), null);
    }

    private static (object, object?) SplitWhenFull(ArrayItem[] items)
    {
        if (items.Length <= Capacity)
            return (items, null);
        int middle = items.Length / 2;
        return (items[..middle], items[middle..]);
    }

    /// <summary>
    /// Halves a branch; one that grew at its end is left full, so that appending makes full branches.
    /// </summary>
    private static (object, object?) SplitWhenFull(object[] children, int grownAt)
    {
        if (children.Length <= Capacity)
            return (ArrayBranch.Of(children), null);
        int middle = grownAt == children.Length - 1 ? Capacity : children.Length / 2;
        return (ArrayBranch.Of(children[..middle]), ArrayBranch.Of(children[middle..]));
    }

    private static object RemoveIn(object node, int index)
    {
        if (node is not ArrayBranch branch)
            return Without((ArrayItem[])node, index);
        int child = branch.IndexOf(index);
        object rest = RemoveIn(branch.Children[child], index - branch.StartOf(child));
        object[] children = branch.Children.AsSpan().ToArray();
        children[child] = rest;
        return ArrayBranch.Of(Joined(Joined(children, child), child - 1));
    }

    /// <summary>
    /// Joins a child with the one after it when both fit in one node; so that the tree stays shallow.
    /// </summary>
    private static object[] Joined(object[] children, int first)
    {
        if (first < 0 || first + 1 >= children.Length)
            return children;
        object? joined = (children[first], children[first + 1]) switch
        {
            (ArrayItem[] left, ArrayItem[] right) when left.Length + right.Length <= Capacity =>
                (ArrayItem[])[.. left, .. right],
            (ArrayBranch left, ArrayBranch right) when left.Children.Length + right.Children.Length <= Capacity =>
                ArrayBranch.Of([.. left.Children, .. right.Children]),
            _ => null,
        };
        return joined is null ? children : [.. children.AsSpan(0, first), joined, .. children.AsSpan(first + 2)];
    }

    /// <summary>Gives a leaf with another item at an index.</summary>
    public static ArrayItem[] WithReplaced(ArrayItem[] items, int index, ArrayItem item)
    {
        ArrayItem[] replaced = items.AsSpan().ToArray();
        replaced[index] = item;
        return replaced;
    }

    /// <summary>Gives a leaf with an item more.</summary>
    public static ArrayItem[] WithInserted(ArrayItem[] items, int index, ArrayItem item)
    {
        ArrayItem[] grown = new ArrayItem[items.Length + 1];
        items.AsSpan(0, index).CopyTo(grown);
        grown[index] = item;
        items.AsSpan(index).CopyTo(grown.AsSpan(index + 1));
        return grown;
    }

    /// <summary>Gives a leaf with an item less.</summary>
    public static ArrayItem[] Without(ArrayItem[] items, int index)
    {
        ArrayItem[] shrunk = new ArrayItem[items.Length - 1];
        items.AsSpan(0, index).CopyTo(shrunk);
        items.AsSpan(index + 1).CopyTo(shrunk.AsSpan(index));
        return shrunk;
    }
}
