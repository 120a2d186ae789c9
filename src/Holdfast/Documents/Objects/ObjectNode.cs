using System.Runtime.CompilerServices;

namespace Holdfast.Documents.Objects;

/// <summary>
/// A JSON object: a hash trie of its members under a header. Immutable once the step that made it is over.
/// </summary>
/// <remarks>Cost. Finding, setting, adding and removing a member grow with the logarithm of the count.</remarks>
internal sealed class ObjectNode : ContainerNode
{
    /// <summary>The object without members.</summary>
    public static readonly ObjectNode Empty = new()
    {
        Count = 0,
        Height = 1,
        Size = EmptySize,
        Root = ObjectTrie.Empty,
    };

    // The lower half of the step's number: so that it fits where there was room.
    private readonly uint _step;
    private uint _nextSequence;
    private object _root = ObjectTrie.Empty;

    private ObjectNode(uint step) => _step = step;

    /// <summary>Begins a header.</summary>
    public ObjectNode()
    {
    }

    /// <summary>The leaf or branch that holds the members.</summary>
    public required object Root { get => _root; init => _root = value; }

    /// <summary>The sequence number of the next member that is added; greater than all.</summary>
    public uint NextSequence { get => _nextSequence; init => _nextSequence = value; }

    /// <summary>Finds a member; a null reference when there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref readonly ObjectEntry Find(ReadOnlySpan<byte> key, int hash) => ref ObjectTrie.Find(Root, key, hash);

    /// <summary>Gives the value of a member.</summary>
    public bool TryGet(ReadOnlySpan<byte> key, int hash, out object? value)
    {
        ref readonly ObjectEntry entry = ref Find(key, hash);
        bool isFound = !Unsafe.IsNullRef(in entry);
        value = isFound ? entry.Value : null;
        return isFound;
    }

    /// <summary>The member that was added last. The object is not empty.</summary>
    public ref readonly ObjectEntry Last => ref ObjectTrie.Last(Root);

    /// <summary>Gives an object with one member.</summary>
    public static ObjectNode Single(byte[] key, object? value, long revision) =>
        Empty.Add(key, KeyHash.Of(key), value, revision, revision);

    /// <summary>Gives the object with another value for a member that it has; the member keeps its place.</summary>
    public ObjectNode Set(
        in ObjectEntry entry, object? value, long revision, long floor, long step = EditStep.None) =>
        Set(in entry, NodeMeasure.Of(entry.Value), value, revision, floor, step);

    /// <summary>Gives the object with another value for a member, or with the same that was changed in place.</summary>
    /// <param name="entry">The member.</param>
    /// <param name="before">The measure of the value that the member had.</param>
    /// <param name="value">The value that it gets.</param>
    /// <param name="revision">The stamp.</param>
    /// <param name="floor">The greatest floor above.</param>
    /// <param name="step">The step that makes the change.</param>
    public ObjectNode Set(
        in ObjectEntry entry, NodeMeasure before, object? value, long revision, long floor, long step)
    {
        int height = NodeSize.Height(value);
        bool isInPlace = before.Height == height && ReferenceEquals(entry.Value, value) && IsOwn(revision, step);
        object root = isInPlace ? Root : ObjectTrie.Set(Root, in entry, before.Height, value, revision, step);
        return With(
            Count, HeightAfter(before.Height, height, root), Size - before.Size + NodeSize.Of(value),
            isShape: false, revision, floor, root, NextSequence, step);
    }

    /// <summary>Gives the object with a member more, in the last place.</summary>
    public ObjectNode Add(
        byte[] key, int hash, object? value, long revision, long floor, long step = EditStep.None)
    {
        if (NextSequence == uint.MaxValue)
            return ObjectNodeBuilder.Renumber(this).Add(key, hash, value, revision, floor);
        ObjectEntry entry = new()
        {
            Key = key,
            Value = value,
            Revision = revision,
            Hash = hash,
            Sequence = NextSequence,
        };
        return With(
            Count + 1, Math.Max(Height, NodeSize.Height(value) + 1),
            Size + MemberSize(key, value) + (Count > 0 ? 1 : 0),
            isShape: true, revision, floor, ObjectTrie.Add(Root, in entry, step), NextSequence + 1, step);
    }

    /// <summary>Gives the object without a member that it has.</summary>
    public ObjectNode Remove(in ObjectEntry entry, long revision, long floor, long step = EditStep.None)
    {
        object root = ObjectTrie.Remove(Root, in entry, step);
        return With(
            Count - 1, HeightAfter(NodeSize.Height(entry.Value), 0, root),
            Size - MemberSize(entry.Key, entry.Value) - (Count > 1 ? 1 : 0),
            isShape: true, revision, floor, root, NextSequence, step);
    }

    /// <summary>Bytes of a member as compact JSON text, without a comma.</summary>
    public static long MemberSize(byte[] key, object? value) => NodeSize.OfString(key) + 1 + NodeSize.Of(value);

    /// <summary>Gives the same members under a header with these stamps.</summary>
    public ObjectNode WithStamps(long shape, long newest) => new()
    {
        Count = Count,
        Height = Height,
        Size = Size,
        ShapeRevision = shape,
        Newest = newest,
        Root = Root,
        NextSequence = NextSequence,
    };

    /// <inheritdoc/>
    protected override ContainerNode WithFloor(long revision) => new ObjectNode
    {
        Count = Count,
        Height = Height,
        Size = Size,
        Floor = revision,
        ShapeRevision = revision,
        Newest = revision,
        Root = Root,
        NextSequence = NextSequence,
        Conversion = Conversion,
    };

    /// <summary>Whether the step made this header, which then was stamped with its revision.</summary>
    private bool IsOwn(long revision, long step) => EditStep.IsOwn(_step, (uint)step) && Newest == revision;

    private ObjectNode With(
        int count,
        int height,
        long size,
        bool isShape,
        long revision,
        long floor,
        object root,
        uint nextSequence,
        long step)
    {
        floor = Math.Max(Floor, floor);
        long shape = isShape ? Math.Max(ShapeRevision, revision) : ShapeRevision;
        if (IsOwn(revision, step))
        {
            Become(count, height, size, floor, shape, Newest);
            (_root, _nextSequence) = (root, nextSequence);
            return this;
        }

        return new ObjectNode((uint)step)
        {
            Count = count,
            Height = height,
            Size = size,
            Floor = floor,
            ShapeRevision = shape,
            Newest = Math.Max(Newest, revision),
            Root = root,
            NextSequence = nextSequence,
        };
    }

    private int HeightAfter(int before, int after, object root)
    {
        if (after + 1 >= Height)
            return after + 1;
        return before + 1 < Height ? Height : ObjectBranch.HeightOf(root) + 1;
    }
}
