using Holdfast.Documents.Arrays;
using Holdfast.Documents.Objects;

namespace Holdfast.Documents.Stamps;

/// <summary>Takes the stamps off a tree; members and items stay as they are.</summary>
/// <remarks>
/// Needed only for a value from another namespace whose revisions are ahead: a floor could not hide them.
/// </remarks>
internal static class Restamp
{
    /// <summary>Gives a container without any stamp.</summary>
    public static ContainerNode WithoutStamps(ContainerNode node) =>
        node is ObjectNode members ? WithoutStamps(members) : WithoutStamps((ArrayNode)node);

    private static ObjectNode WithoutStamps(ObjectNode node)
    {
        ObjectEntry[] entries = ObjectOrder.Entries(node);
        foreach (ref ObjectEntry entry in entries.AsSpan())
        {
            entry.Revision = 0;
            if (entry.Value is ContainerNode child)
                entry.Value = WithoutStamps(child);
        }

        return ObjectNodeBuilder.BuildHashed(entries);
    }

    private static ArrayNode WithoutStamps(ArrayNode node)
    {
        ArrayItem[] items = new ArrayItem[node.Count];
        int next = 0;
        foreach (ref readonly ArrayItem item in node)
            items[next++] = new ArrayItem(item.Value is ContainerNode child ? WithoutStamps(child) : item.Value, 0);
        return ArrayNode.Build(items);
    }
}
