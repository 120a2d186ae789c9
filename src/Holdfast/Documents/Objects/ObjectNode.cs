using System.Runtime.CompilerServices;

namespace Holdfast.Documents.Objects;

/// <summary>A JSON object: a hash trie of its members under a header. Immutable.</summary>
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

    /// <summary>The leaf or branch that holds the members.</summary>
    public required object Root { get; init; }

    /// <summary>The sequence number of the next member that is added; greater than all.</summary>
    public uint NextSequence { get; init; }

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
    public ObjectNode Set(in ObjectEntry entry, object? value, long revision, long floor)
    {
        object root = ObjectTrie.Set(Root, in entry, value, revision);
        return new ObjectNode
        {
            Count = Count,
            Height = HeightAfter(NodeSize.Height(entry.Value), NodeSize.Height(value), root),
            Size = Size - NodeSize.Of(entry.Value) + NodeSize.Of(value),
            Floor = Math.Max(Floor, floor),
            ShapeRevision = ShapeRevision,
            Newest = Math.Max(Newest, revision),
            Root = root,
            NextSequence = NextSequence,
        };
    }

    /// <summary>Gives the object with a member more, in the last place.</summary>
    public ObjectNode Add(byte[] key, int hash, object? value, long revision, long floor)
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
        return new ObjectNode
        {
            Count = Count + 1,
            Height = Math.Max(Height, NodeSize.Height(value) + 1),
            Size = Size + MemberSize(key, value) + (Count > 0 ? 1 : 0),
            Floor = Math.Max(Floor, floor),
            ShapeRevision = Math.Max(ShapeRevision, revision),
            Newest = Math.Max(Newest, revision),
            Root = ObjectTrie.Add(Root, in entry),
            NextSequence = NextSequence + 1,
        };
    }

    /// <summary>Gives the object without a member that it has.</summary>
    public ObjectNode Remove(in ObjectEntry entry, long revision, long floor)
    {
        object root = ObjectTrie.Remove(Root, in entry);
        return new ObjectNode
        {
            Count = Count - 1,
            Height = HeightAfter(NodeSize.Height(entry.Value), 0, root),
            Size = Size - MemberSize(entry.Key, entry.Value) - (Count > 1 ? 1 : 0),
            Floor = Math.Max(Floor, floor),
            ShapeRevision = Math.Max(ShapeRevision, revision),
            Newest = Math.Max(Newest, revision),
            Root = root,
            NextSequence = NextSequence,
        };
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

    private int HeightAfter(int before, int after, object root)
    {
        if (after + 1 >= Height)
            return after + 1;
        return before + 1 < Height ? Height : ObjectBranch.HeightOf(root) + 1;
    }
}
