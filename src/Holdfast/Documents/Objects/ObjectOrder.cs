namespace Holdfast.Documents.Objects;

/// <summary>Gives the members of an object in the order in which they were added.</summary>
internal static class ObjectOrder
{
    /// <summary>A sequence with more holes than this for each member is sorted, not laid out.</summary>
    private const uint MaxHoles = 4;

    /// <summary>The members in order. An object that is one leaf gives the leaf itself: not to be changed.</summary>
    public static ReadOnlySpan<ObjectEntry> Of(ObjectNode node) =>
        node.Root is ObjectEntry[] leaf ? leaf : Entries(node);

    /// <summary>The members in order, as an array of the caller's own.</summary>
    public static ObjectEntry[] Entries(ObjectNode node)
    {
        if (node.Root is ObjectEntry[] leaf)
            return [.. leaf];
        ObjectEntry[] entries = new ObjectEntry[node.Count];
        uint lowest = LowestIn(node.Root);
        uint range = node.NextSequence - lowest;
        if (range / MaxHoles <= (uint)node.Count)
            LayOut(node, entries, lowest, range);
        else
            Sort(node, entries);
        return entries;
    }

    /// <summary>The least sequence number: that of a queue moves on, as its first members go.</summary>
    private static uint LowestIn(object node)
    {
        if (node is ObjectEntry[] leaf)
            return leaf.Length == 0 ? uint.MaxValue : leaf[0].Sequence;
        uint lowest = uint.MaxValue;
        foreach (object child in ((ObjectBranch)node).Children)
            lowest = Math.Min(lowest, LowestIn(child));
        return lowest;
    }

    private static void LayOut(ObjectNode node, ObjectEntry[] entries, uint lowest, uint range)
    {
        if (range == node.Count)
        {
            Visit(
                node.Root,
                (entries, lowest),
                static (in ObjectEntry entry, (ObjectEntry[] Entries, uint Lowest) target) =>
                    target.Entries[entry.Sequence - target.Lowest] = entry);
            return;
        }

        // One pass marks which sequence numbers are taken, so that the second knows each member's place.
        int[] places = new int[range];
        Visit(
            node.Root,
            (places, lowest),
            static (in ObjectEntry entry, (int[] Places, uint Lowest) target) =>
                target.Places[entry.Sequence - target.Lowest] = 1);
        int next = 0;
        for (int sequence = 0; sequence < places.Length; sequence++)
        {
            if (places[sequence] != 0)
                places[sequence] = next++;
        }

        Visit(
            node.Root,
            (places, entries, lowest),
            static (in ObjectEntry entry, (int[] Places, ObjectEntry[] Entries, uint Lowest) target) =>
                target.Entries[target.Places[entry.Sequence - target.Lowest]] = entry);
    }

    private static void Sort(ObjectNode node, ObjectEntry[] entries)
    {
        int next = 0;
        Visit(node.Root, entries, (in ObjectEntry entry, ObjectEntry[] target) => target[next++] = entry);
        Array.Sort(entries, static (left, right) => left.Sequence.CompareTo(right.Sequence));
    }

    private delegate void Visitor<TTarget>(in ObjectEntry entry, TTarget target);

    private static void Visit<TTarget>(object node, TTarget target, Visitor<TTarget> visitor)
    {
        if (node is ObjectBranch branch)
        {
            foreach (object child in branch.Children)
                Visit(child, target, visitor);
            return;
        }

        foreach (ref readonly ObjectEntry entry in ((ObjectEntry[])node).AsSpan())
            visitor(in entry, target);
    }
}
