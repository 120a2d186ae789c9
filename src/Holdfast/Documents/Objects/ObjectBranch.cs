using System.Numerics;

namespace Holdfast.Documents.Objects;

/// <summary>An inner node of a hash trie. Immutable once the step that made it is over.</summary>
/// <remarks>
/// Shape. Five bits of the hash choose one of 32 slots. A child serves a run of slots that begins where its bit in
///        <see cref="Starts"/> is set (bit 0 always is), its length a power of two. So a leaf that is full is halved,
///        not spread over 32: leaves stay about 70 % full at every size, where one child a slot would leave one or two
///        members in a leaf at unlucky sizes.
/// </remarks>
internal sealed class ObjectBranch(uint starts, object[] children, long highest, int height, long step)
{
    /// <summary>Bits of the hash that one branch uses.</summary>
    public const int Bits = 5;

    /// <summary>Slots of one branch.</summary>
    public const int Slots = 1 << Bits;

    /// <summary>A bit for each slot at which a child's run begins.</summary>
    public readonly uint Starts = starts;

    /// <summary>Leaves (<see cref="ObjectEntry"/> arrays) and branches, in the order of their slots.</summary>
    public readonly object[] Children = children;

    private readonly long _step = step;

    /// <summary>The greatest sequence number below; -1 when nothing is below.</summary>
    public long Highest { get; private set; } = highest;

    /// <summary>The greatest height of a value below.</summary>
    public int Height { get; private set; } = height;

    /// <summary>The child that serves the slot given by the lowest bits of a hash.</summary>
    public int IndexOf(uint hashBits) =>
        BitOperations.PopCount(Starts & (uint.MaxValue >> (Slots - 1 - (int)(hashBits & (Slots - 1))))) - 1;

    /// <summary>The first slot of a child and how many it serves.</summary>
    public (int Start, int Width) RunOf(int index) => RunOf(Starts, index);

    /// <summary>The first slot of a child and how many it serves.</summary>
    public static (int Start, int Width) RunOf(uint starts, int index)
    {
        uint rest = starts;
        for (int skipped = 0; skipped < index; skipped++)
            rest &= rest - 1;
        int start = BitOperations.TrailingZeroCount(rest);
        rest &= rest - 1;
        return (start, (rest == 0 ? Slots : BitOperations.TrailingZeroCount(rest)) - start);
    }

    /// <summary>
    /// Gives this branch with another child, its bookkeeping adapted to one value's change; one that the same step
    /// made becomes it.
    /// </summary>
    public ObjectBranch With(int index, object child, long highest, int height, long step)
    {
        if (EditStep.IsOwn(_step, step))
        {
            Children[index] = child;
            (Highest, Height) = (highest, height);
            return this;
        }

        object[] children = Children.AsSpan().ToArray();
        children[index] = child;
        return new ObjectBranch(Starts, children, highest, height, step);
    }

    /// <summary>Makes a branch, its bookkeeping taken from the children.</summary>
    public static ObjectBranch Of(uint starts, object[] children, long step)
    {
        long highest = -1;
        int height = 0;
        foreach (object child in children)
        {
            highest = Math.Max(highest, HighestOf(child));
            height = Math.Max(height, HeightOf(child));
        }

        return new ObjectBranch(starts, children, highest, height, step);
    }

    /// <summary>The greatest sequence number in a leaf or branch, -1 in an empty one.</summary>
    public static long HighestOf(object node) => node switch
    {
        ObjectBranch branch => branch.Highest,
        ObjectEntry[] { Length: > 0 } leaf => leaf[^1].Sequence,
        _ => -1,
    };

    /// <summary>The greatest height of a value in a leaf or branch.</summary>
    public static int HeightOf(object node)
    {
        if (node is ObjectBranch branch)
            return branch.Height;
        int height = 0;
        foreach (ref readonly ObjectEntry entry in ((ObjectEntry[])node).AsSpan())
            height = Math.Max(height, NodeSize.Height(entry.Value));
        return height;
    }
}
