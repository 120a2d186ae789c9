using Holdfast.Documents.Arrays;
using Holdfast.Documents.Objects;

namespace Holdfast.Documents.Stamps;

/// <summary>Makes a tree anew with other stamps; members and items stay as they are.</summary>
internal static class Restamp
{
    /// <summary>Gives a container without any stamp.</summary>
    /// <remarks>
    /// Needed only for a value from another namespace whose revisions are ahead: a floor could not hide them.
    /// </remarks>
    public static ContainerNode WithoutStamps(ContainerNode node) => (ContainerNode)With(node, 0, default(NoStamps))!;

    /// <summary>Gives a node whose own stamp is known, all below it stamped from a source.</summary>
    public static object? With<TSource>(object? node, long revision, TSource source)
        where TSource : IStampSource => node switch
        {
            ObjectNode members => With(members, revision, source),
            ArrayNode items => With(items, revision, source),
            _ => node,
        };

    private static ObjectNode With<TSource>(ObjectNode node, long revision, TSource source)
        where TSource : IStampSource
    {
        long shape = source.NextShape(revision);
        ObjectEntry[] entries = ObjectOrder.Entries(node);
        foreach (ref ObjectEntry entry in entries.AsSpan())
        {
            entry.Revision = source.NextRevision(revision);
            entry.Value = With(entry.Value, entry.Revision, source);
        }

        ObjectNode result = ObjectNodeBuilder.BuildHashed(entries);
        return result.WithStamps(shape, revision);
    }

    private static ArrayNode With<TSource>(ArrayNode node, long revision, TSource source)
        where TSource : IStampSource
    {
        long shape = source.NextShape(revision);
        ArrayItem[] items = new ArrayItem[node.Count];
        int next = 0;
        foreach (ref readonly ArrayItem item in node)
        {
            long stamp = source.NextRevision(revision);
            items[next++] = new ArrayItem(With(item.Value, stamp, source), stamp);
        }

        return ArrayNode.Build(items).WithStamps(shape, revision);
    }

    private readonly struct NoStamps : IStampSource
    {
        public long NextRevision(long parent) => 0;

        public long NextShape(long revision) => 0;
    }
}
