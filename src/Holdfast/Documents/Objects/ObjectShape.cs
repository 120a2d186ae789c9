using Holdfast.Documents.Paths;

namespace Holdfast.Documents.Objects;

/// <summary>
/// The member names of objects that are made often and differ in their values only: no name is encoded, hashed,
/// measured or compared again.
/// </summary>
/// <remarks>Threads. Immutable.</remarks>
internal sealed class ObjectShape
{
    private readonly ObjectEntry[] _names;
    private readonly long[] _sizes;

    /// <summary>Prepares names, which differ and are few enough for one leaf.</summary>
    public ObjectShape(params string[] names)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(names.Length, ObjectTrie.LeafCapacity);
        byte[][] keys = [.. names.Select(PathText.ToBytes)];
        _names = [.. keys.Select(key => new ObjectEntry { Key = key, Hash = KeyHash.Of(key) })];
        _sizes = [.. keys.Select(key => ObjectNode.MemberSize(key, null) - NodeSize.Of(null))];
    }

    /// <summary>Makes an object of values, one for each name; where there is none, the member is left out.</summary>
    /// <exception cref="Errors.HoldfastArgumentException">TooDeep, DocumentTooLarge.</exception>
    public Value Make(ReadOnlySpan<Value?> values)
    {
        int count = 0;
        foreach (ref readonly Value? value in values)
            if (value.HasValue) count++;
        return new Value(Value.Check(Make(values, new ObjectEntry[count])));
    }

    private ObjectNode Make(ReadOnlySpan<Value?> values, ObjectEntry[] leaf)
    {
        long size = Math.Max(2, 1 + leaf.Length);
        int height = 0;
        long newest = 0;
        int next = 0;
        for (int index = 0; index < values.Length; index++)
        {
            ref readonly Value? value = ref values[index];
            if (!value.HasValue) continue;
            object? node = value.GetValueOrDefault().Node;
            ref ObjectEntry entry = ref leaf[next];
            entry = _names[index];
            entry.Value = node;
            entry.Sequence = (uint)next++;
            size += _sizes[index] + NodeSize.Of(node);
            if (node is not ContainerNode container) continue;
            height = Math.Max(height, container.Height);
            newest = Math.Max(newest, container.Newest);
        }

        return new ObjectNode
        {
            Count = next,
            Height = height + 1,
            Size = size,
            Newest = newest,
            Root = leaf,
            NextSequence = (uint)next,
        };
    }
}
