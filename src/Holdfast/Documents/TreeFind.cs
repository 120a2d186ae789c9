using System.Runtime.CompilerServices;
using Holdfast.Documents.Arrays;
using Holdfast.Documents.Objects;
using Holdfast.Documents.Paths;
using Holdfast.Errors;

namespace Holdfast.Documents;

/// <summary>Follows paths down a tree. Pure.</summary>
internal static class TreeFind
{
    /// <summary>Follows a path; false when nothing is there. Allocates nothing.</summary>
    public static bool TryGet(object? node, StatePath path, out object? found) =>
        path.Node is ParsedPath parsed
            ? TryGetParsed(node, parsed.Segments, out found)
            : TryGetText(node, path, out found);

    /// <summary>Follows a path and gathers the effective revisions.</summary>
    /// <param name="node">The root.</param>
    /// <param name="revision">The revision of the root.</param>
    /// <param name="path">Where to go.</param>
    [SkipLocalsInit]
    public static NodeState Find(object? node, long revision, StatePath path)
    {
        PathWalker walker = new(path, stackalloc byte[PathWalker.BufferLength]);
        long floor = 0;
        long arrayShape = 0;
        while (walker.MoveNext())
        {
            if (node is ContainerNode container)
                floor = Math.Max(floor, container.Floor);
            if (node is ArrayNode array)
                arrayShape = Math.Max(arrayShape, Math.Max(floor, array.ShapeRevision));
            ErrorCode failure = Step(node, ref walker, out node, out long stamp);
            if (failure != ErrorCode.None)
                return new NodeState(false, default, 0, 0, arrayShape, failure);
            revision = Math.Max(floor, stamp);
        }

        long shape = node is ContainerNode last ? Math.Max(Math.Max(floor, last.Floor), last.ShapeRevision) : 0;
        return new NodeState(true, new Value(node), revision, shape, arrayShape, ErrorCode.None);
    }

    private static ErrorCode Step(object? node, ref PathWalker walker, out object? child, out long stamp)
    {
        child = null;
        stamp = 0;
        if (node is ObjectNode members)
        {
            ref readonly ObjectEntry entry = ref members.Find(walker.Name, walker.Hash);
            if (Unsafe.IsNullRef(in entry))
                return ErrorCode.PathNotFound;
            (child, stamp) = (entry.Value, entry.Revision);
            return ErrorCode.None;
        }

        if (node is not ArrayNode items)
            return ErrorCode.ThroughScalar;
        int index = walker.Index;
        if (index == ArrayIndex.None)
            return ErrorCode.BadIndex;
        if (index == ArrayIndex.End || index >= items.Count)
            return ErrorCode.PathNotFound;
        (child, stamp) = items[index];
        return ErrorCode.None;
    }

    private static bool TryGetParsed(object? node, PathSegment[] segments, out object? found)
    {
        foreach (ref readonly PathSegment segment in segments.AsSpan())
        {
            if (node is ObjectNode members)
            {
                if (!members.TryGet(segment.Name, segment.Hash, out node))
                {
                    found = null;
                    return false;
                }
            }
            else if (!TryGetItem(node, segment.Index, out node))
            {
                found = null;
                return false;
            }
        }

        found = node;
        return true;
    }

    [SkipLocalsInit]
    private static bool TryGetText(object? node, StatePath path, out object? found)
    {
        PathWalker walker = new(path, stackalloc byte[PathWalker.BufferLength]);
        while (walker.MoveNext())
        {
            bool isThere = node is ObjectNode members
                ? members.TryGet(walker.Name, walker.Hash, out node)
                : TryGetItem(node, walker.Index, out node);
            if (!isThere)
            {
                found = null;
                return false;
            }
        }

        found = node;
        return true;
    }

    private static bool TryGetItem(object? node, int index, out object? item)
    {
        bool isThere = node is ArrayNode array && (uint)index < (uint)array.Count;
        item = isThere ? Unsafe.As<ArrayNode>(node)![index].Value : null;
        return isThere;
    }
}
