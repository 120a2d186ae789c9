namespace Holdfast.Documents.Arrays;

/// <summary>An inner node of a counted B+tree. Immutable.</summary>
/// <remarks>
/// Shape. All leaves are equally deep. <see cref="Ends"/> counts the items up to and with each child.
/// </remarks>
internal sealed class ArrayBranch(object[] children, int[] ends, int height)
{
    /// <summary>Leaves (<see cref="ArrayItem"/> arrays) or branches.</summary>
    public readonly object[] Children = children;

    /// <summary>For each child, the items in it and in all before it.</summary>
    public readonly int[] Ends = ends;

    /// <summary>The greatest height of a value below.</summary>
    public readonly int Height = height;

    /// <summary>Items below.</summary>
    public int Count => Ends[^1];

    /// <summary>The child that holds the item at an index; the last one for an index beyond.</summary>
    /// <remarks>
    /// Cost. Guesses from the average, because children are mostly of one size, then looks beside it.
    /// </remarks>
    public int IndexOf(int item)
    {
        int[] ends = Ends;
        int index = Math.Min((int)((long)item * ends.Length / Math.Max(1, ends[^1])), ends.Length - 1);
        while (index > 0 && ends[index - 1] > item)
            index--;
        while (index < ends.Length - 1 && ends[index] <= item)
            index++;
        return index;
    }

    /// <summary>The index of a child's first item.</summary>
    public int StartOf(int index) => index == 0 ? 0 : Ends[index - 1];

    /// <summary>Makes a branch, its bookkeeping taken from the children.</summary>
    public static ArrayBranch Of(object[] children)
    {
        int[] ends = new int[children.Length];
        int count = 0;
        int height = 0;
        for (int index = 0; index < children.Length; index++)
        {
            count += CountOf(children[index]);
            ends[index] = count;
            height = Math.Max(height, HeightOf(children[index]));
        }

        return new ArrayBranch(children, ends, height);
    }

    /// <summary>Items in a leaf or branch.</summary>
    public static int CountOf(object node) => node is ArrayBranch branch ? branch.Count : ((ArrayItem[])node).Length;

    /// <summary>The greatest height of a value in a leaf or branch.</summary>
    public static int HeightOf(object node)
    {
        if (node is ArrayBranch branch)
            return branch.Height;
        int height = 0;
        foreach (ref readonly ArrayItem item in ((ArrayItem[])node).AsSpan())
            height = Math.Max(height, NodeSize.Height(item.Value));
        return height;
    }
}
