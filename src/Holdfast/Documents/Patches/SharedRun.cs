using System.Runtime.CompilerServices;
using Holdfast.Documents.Arrays;

namespace Holdfast.Documents.Patches;

/// <summary>Finds parts of two array trees that are the very same node, wherever they stand in each.</summary>
/// <remarks>Cost. Grows with the height of the trees, so that a part of any size is passed over in one step.</remarks>
internal static class SharedRun
{
    /// <summary>Half-filled trees of 2³¹ items are not higher; beyond, sharing would be missed, nothing else.</summary>
    private const int MaxHeight = 12;

    /// <summary>How many items from an index on, in each, are in one node that both share; 0 for none.</summary>
    public static int From(ArrayNode before, int beforeIndex, ArrayNode after, int afterIndex)
    {
        if (beforeIndex >= before.TailStart || afterIndex >= after.TailStart)
            return beforeIndex == before.TailStart && afterIndex == after.TailStart ? SharedTail(before, after) : 0;
        NodePath one = default, two = default;
        int first = NodesFrom(before.Root, beforeIndex, one), second = NodesFrom(after.Root, afterIndex, two);
        return LargestShared(one[..first], two[..second]);
    }

    /// <summary>
    /// How many items up to an index, not with it, in each, are in one node that both share; 0 for none.
    /// </summary>
    public static int UpTo(ArrayNode before, int beforeEnd, ArrayNode after, int afterEnd)
    {
        if (beforeEnd > before.TailStart || afterEnd > after.TailStart)
            return beforeEnd == before.Count && afterEnd == after.Count ? SharedTail(before, after) : 0;
        NodePath one = default, two = default;
        int first = NodesUpTo(before.Root, beforeEnd, one), second = NodesUpTo(after.Root, afterEnd, two);
        return LargestShared(one[..first], two[..second]);
    }

    /// <summary>The nodes whose first item is the one at an index, the largest first.</summary>
    private static int NodesFrom(object node, int index, Span<object?> nodes)
    {
        int count = 0;
        while (true)
        {
            if (index == 0 && count < MaxHeight)
                nodes[count++] = node;
            if (node is not ArrayBranch branch)
                return count;
            int child = branch.IndexOf(index);
            index -= branch.StartOf(child);
            node = branch.Children[child];
        }
    }

    /// <summary>The nodes whose last item is the one before an index, the largest first.</summary>
    private static int NodesUpTo(object node, int end, Span<object?> nodes)
    {
        int count = 0;
        while (true)
        {
            if (end == ArrayBranch.CountOf(node) && count < MaxHeight)
                nodes[count++] = node;
            if (node is not ArrayBranch branch)
                return count;
            int child = branch.IndexOf(end - 1);
            end -= branch.StartOf(child);
            node = branch.Children[child];
        }
    }

    private static int SharedTail(ArrayNode before, ArrayNode after) =>
        ReferenceEquals(before.Tail, after.Tail) ? before.Tail.Length : 0;

    private static int LargestShared(ReadOnlySpan<object?> one, ReadOnlySpan<object?> two)
    {
        foreach (object? node in one)
        {
            foreach (object? other in two)
            {
                if (ReferenceEquals(node, other))
                    return ArrayBranch.CountOf(node!);
            }
        }

        return 0;
    }

    [InlineArray(MaxHeight)]
    private struct NodePath
    {
        private object? _first;
    }
}
