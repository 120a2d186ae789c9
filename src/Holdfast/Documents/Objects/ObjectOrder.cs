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
        if (node.NextSequence / MaxHoles <= (uint)node.Count)
            LayOut(node, entries);
        else
            Sort(node, entries);
        return entries;
    }

    private static void LayOut(ObjectNode node, ObjectEntry[] entries)
    {
        if (node.NextSequence == node.Count)
        {
            Visit(node.Root, entries, static (in ObjectEntry entry, ObjectEntry[] target) =>
                target[entry.Sequence] = entry);
            return;
        }

        // One pass marks which sequence numbers are taken, so that the second knows each member's place.
        int[] places = new int[node.NextSequence];
        Visit(node.Root, places, static (in ObjectEntry entry, int[] target) => target[entry.Sequence] = 1);
        int next = 0;
        for (int sequence = 0; sequence < places.Length; sequence++)
        {
            if (places[sequence] != 0)
                places[sequence] = next++;
        }

        Visit(
            node.Root,
            (places, entries),
            static (in ObjectEntry entry, (int[] Places, ObjectEntry[] Entries) target) =>
                target.Entries[target.Places[entry.Sequence]] = entry);
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
