using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Holdfast.Documents.Objects;

/// <summary>Finds and changes members in a trie whose root is a leaf or a branch. Pure.</summary>
/// <remarks>
/// Shape. A leaf is an array of <see cref="ObjectEntry"/> in the order of their sequence; it holds at most
///        <see cref="LeafCapacity"/>, but where the bits of the hash are used up it grows without bound.
/// </remarks>
internal static class ObjectTrie
{
    /// <summary>Members of a leaf before it is split. An object up to this size is one leaf.</summary>
    public const int LeafCapacity = 16;

    /// <summary>Where the bits of a hash are used up.</summary>
    public const int MaxShift = 30;

    /// <summary>Two neighbours that together hold no more than this become one.</summary>
    private const int MergeBelow = LeafCapacity / 2;

    /// <summary>The trie of no members.</summary>
    [SuppressMessage("Performance", "CA1825", Justification = "The shared one would have to be compiled at start.")]
    [SuppressMessage("Style", "IDE0300", Justification = "As above.")]
    public static readonly ObjectEntry[] Empty = new ObjectEntry[0];

    /// <summary>Finds a member; a null reference when there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref readonly ObjectEntry Find(object node, ReadOnlySpan<byte> key, int hash)
    {
        uint bits = (uint)hash;
        while (node is ObjectBranch branch)
        {
            node = branch.Children[branch.IndexOf(bits)];
            bits >>= ObjectBranch.Bits;
        }

        ObjectEntry[] leaf = Unsafe.As<ObjectEntry[]>(node);
        for (int index = 0; index < leaf.Length; index++)
        {
            ref readonly ObjectEntry entry = ref leaf[index];
            if (entry.Is(key, hash))
                return ref entry;
        }

        return ref Unsafe.NullRef<ObjectEntry>();
    }

    /// <summary>Gives the trie with another value for a member that exists.</summary>
    /// <param name="node">The trie.</param>
    /// <param name="entry">The member; its value may be the new one already, which a step changed in place.</param>
    /// <param name="heightBefore">The height of the value it had.</param>
    /// <param name="value">The value it gets.</param>
    /// <param name="revision">The stamp it gets.</param>
    /// <param name="step">The step (<see cref="EditStep"/>).</param>
    public static object Set(
        object node, in ObjectEntry entry, int heightBefore, object? value, long revision, long step) =>
        SetIn(node, in entry, heightBefore, value, revision, step, (uint)entry.Hash);

    /// <summary>Gives the trie with a member more, whose sequence is greater than all.</summary>
    public static object Add(object node, in ObjectEntry entry, long step) => AddIn(node, in entry, 0, step);

    /// <summary>Gives the trie without a member that exists.</summary>
    public static object Remove(object node, in ObjectEntry entry, long step) =>
        RemoveIn(node, in entry, (uint)entry.Hash, step);

    /// <summary>The member with the greatest sequence. The trie is not empty.</summary>
    public static ref readonly ObjectEntry Last(object node)
    {
        while (node is ObjectBranch branch)
        {
            long highest = branch.Highest;
            node = Array.Find(branch.Children, child => ObjectBranch.HighestOf(child) == highest)!;
        }

        return ref ((ObjectEntry[])node)[^1];
    }

    private static object SetIn(
        object node, in ObjectEntry entry, int heightBefore, object? value, long revision, long step, uint bits)
    {
        if (node is ObjectBranch branch)
        {
            int index = branch.IndexOf(bits);
            object child = SetIn(
                branch.Children[index], in entry, heightBefore, value, revision, step, bits >> ObjectBranch.Bits);
            int after = NodeSize.Height(value);
            bool isExact = after >= branch.Height || heightBefore < branch.Height;
            ObjectBranch result = branch.With(index, child, branch.Highest, Math.Max(branch.Height, after), step);
            return isExact ? result : ObjectBranch.Of(branch.Starts, result.Children, step);
        }

        ObjectEntry[] leaf = ((ObjectEntry[])node).AsSpan().ToArray();
        ref ObjectEntry changed = ref leaf[IndexIn(leaf, in entry)];
        changed.Value = value;
        changed.Revision = revision;
        return leaf;
    }

    private static object AddIn(object node, in ObjectEntry entry, int shift, long step)
    {
        if (node is not ObjectBranch branch)
        {
            ObjectEntry[] grown = Append((ObjectEntry[])node, in entry);
            return grown.Length <= LeafCapacity || shift >= MaxShift
                ? grown
                : ObjectTrieBuilder.Split(grown, shift, step);
        }

        return AddToBranch(branch, in entry, shift, step);
    }

    private static ObjectBranch AddToBranch(ObjectBranch branch, in ObjectEntry entry, int shift, long step)
    {
        int index = branch.IndexOf((uint)entry.Hash >> shift);
        object child = branch.Children[index];
        (int start, int width) = branch.RunOf(index);
        if (width > 1 && child is ObjectEntry[] { Length: >= LeafCapacity } full)
            return ObjectTrieBuilder.SplitRun(branch, index, start, width, Append(full, in entry), shift, step);
        object changed = AddIn(child, in entry, shift + ObjectBranch.Bits, step);
        int height = Math.Max(branch.Height, NodeSize.Height(entry.Value));
        return branch.With(index, changed, entry.Sequence, height, step);
    }

    private static object RemoveIn(object node, in ObjectEntry entry, uint bits, long step)
    {
        if (node is not ObjectBranch branch)
            return Without((ObjectEntry[])node, in entry);
        int index = branch.IndexOf(bits);
        object child = RemoveIn(branch.Children[index], in entry, bits >> ObjectBranch.Bits, step);
        if (child is ObjectEntry[] leaf)
            return WithShrunkLeaf(branch, index, leaf, in entry, step);
        return WithShrunk(branch, index, child, in entry, step);
    }

    private static ObjectBranch WithShrunk(
        ObjectBranch branch, int index, object child, in ObjectEntry entry, long step)
    {
        bool isExact = entry.Sequence < branch.Highest
            && (branch.Height == 0 || NodeSize.Height(entry.Value) < branch.Height);
        ObjectBranch result = branch.With(index, child, branch.Highest, branch.Height, step);
        return isExact ? result : ObjectBranch.Of(branch.Starts, result.Children, step);
    }

    /// <summary>
    /// Joins a leaf that shrank with its other half, as long as that is a leaf as well and both are small; a branch
    /// that is left with one leaf becomes that leaf.
    /// </summary>
    private static object WithShrunkLeaf(
        ObjectBranch branch, int index, ObjectEntry[] leaf, in ObjectEntry entry, long step)
    {
        uint starts = branch.Starts;
        object[] children = branch.Children;
        while (starts != 1 && TryJoin(starts, children, index, leaf) is { } joined)
        {
            (int start, int width) = ObjectBranch.RunOf(starts, index);
            index = (start & width) == 0 ? index : index - 1;
            starts &= ~(1u << (start | width));
            children = [.. children.AsSpan(0, index), joined, .. children.AsSpan(index + 2)];
            leaf = joined;
        }

        if (starts == 1)
            return leaf;
        return ReferenceEquals(children, branch.Children)
            ? WithShrunk(branch, index, leaf, in entry, step)
            : ObjectBranch.Of(starts, children, step);
    }

    private static ObjectEntry[]? TryJoin(uint starts, object[] children, int index, ObjectEntry[] leaf)
    {
        (int start, int width) = ObjectBranch.RunOf(starts, index);
        int other = (start & width) == 0 ? index + 1 : index - 1;
        if (ObjectBranch.RunOf(starts, other).Width != width || children[other] is not ObjectEntry[] half
            || half.Length + leaf.Length > MergeBelow)
            return null;
        ObjectEntry[] joined = [.. half, .. leaf];
        joined.AsSpan().Sort(static (left, right) => left.Sequence.CompareTo(right.Sequence));
        return joined;
    }

    private static ObjectEntry[] Append(ObjectEntry[] leaf, in ObjectEntry entry)
    {
        ObjectEntry[] grown = new ObjectEntry[leaf.Length + 1];
        Array.Copy(leaf, grown, leaf.Length);
        grown[^1] = entry;
        return grown;
    }

    private static ObjectEntry[] Without(ObjectEntry[] leaf, in ObjectEntry entry)
    {
        int index = IndexIn(leaf, in entry);
        ObjectEntry[] shrunk = new ObjectEntry[leaf.Length - 1];
        Array.Copy(leaf, shrunk, index);
        Array.Copy(leaf, index + 1, shrunk, index, shrunk.Length - index);
        return shrunk;
    }

    private static int IndexIn(ObjectEntry[] leaf, in ObjectEntry entry)
    {
        for (int index = 0; index < leaf.Length; index++)
        {
            if (leaf[index].Sequence == entry.Sequence)
                return index;
        }

        throw new InvalidOperationException("The member is not in the leaf that its hash leads to.");
    }
}
