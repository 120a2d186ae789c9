using System.Runtime.CompilerServices;
using Holdfast.Documents.Objects;
using Holdfast.Documents.Paths;
using Holdfast.Errors;

namespace Holdfast.Documents;

/// <summary>One state of a namespace: an object, with the revision of everything in it. Immutable.</summary>
/// <remarks>
/// Shape.   A change gives a new document that shares all that did not change. Changes of one step
///          (<see cref="EditStep"/>) share what they made: of its documents only the last one is good.
/// Threads. Any.
/// Cost.    Reading and changing grow with the length of the path and the logarithm of the containers on it.
/// </remarks>
internal sealed class Document
{
    /// <summary>The document before the first commit.</summary>
    public static readonly Document Empty = new(ObjectNode.Empty, 0);

    private readonly object _root;

    private Document(object root, long revision)
    {
        _root = root;
        Revision = revision;
    }

    /// <summary>The whole document: an object.</summary>
    public Value Root => new(_root);

    /// <summary>The revision of the last change.</summary>
    public long Revision { get; }

    /// <summary>Makes a document of a value, all of it stamped with one revision.</summary>
    /// <exception cref="HoldfastArgumentException">RootNotObject.</exception>
    public static Document FromValue(Value root, long revision) => root.Node is ObjectNode node
        ? new Document(node.Attach(revision), revision)
        : throw new HoldfastArgumentException(
            ErrorCode.RootNotObject,
            $"The root of a document is an object; this is {root.Kind}. Wrap it in an object.");

    /// <summary>Makes a document of a tree that has its stamps.</summary>
    internal static Document FromStamped(ObjectNode root, long revision) => new(root, revision);

    /// <summary>Gives what is at a path. Allocates nothing, but for texts longer than about 80 characters.</summary>
    public bool TryGet(StatePath path, out Value value)
    {
        bool isFound = TreeFind.TryGet(_root, path, out object? node);
        value = new Value(node);
        return isFound;
    }

    /// <summary>Gives what is at a path below another.</summary>
    public bool TryGet(StatePath prefix, StatePath path, out Value value)
    {
        bool isFound = TreeFind.TryGet(_root, prefix, out object? node) && TreeFind.TryGet(node, path, out node);
        value = new Value(isFound ? node : null);
        return isFound;
    }

    /// <summary>Gives what is at a path, with its effective revisions.</summary>
    public NodeState Find(StatePath path) => TreeFind.Find(_root, Revision, path);

    /// <summary>Sets a value; missing parents become objects, an index replaces, the count or a dash appends.</summary>
    public Edit Set(StatePath path, Value value, long revision, long step = EditStep.None) =>
        Change(EditKind.Set, path, value, revision, step);

    /// <summary>The add of RFC 6902: the parent must exist, an index inserts before it.</summary>
    public Edit Insert(StatePath path, Value value, long revision, long step = EditStep.None) =>
        Change(EditKind.Insert, path, value, revision, step);

    /// <summary>Removes what exists; the root cannot be removed.</summary>
    public Edit Remove(StatePath path, long revision, long step = EditStep.None) =>
        Change(EditKind.Remove, path, default, revision, step);

    [SkipLocalsInit]
    private Edit Change(EditKind kind, StatePath path, Value value, long revision, long step)
    {
        int depth = path.Count;
        if (depth == 0 && value.Node is not ObjectNode)
            return Failed(ErrorCode.RootNotObject, path);
        PathWalker walker = new(path, stackalloc byte[PathWalker.BufferLength]);
        TreeEdit edit = new(kind, walker, value, revision, IsRoomy(value, walker) ? step : EditStep.None);
        if (kind != EditKind.Remove && depth + NodeSize.Height(value.Node) > DocumentLimits.MaxDepth)
            return Failed(ErrorCode.TooDeep, path);
        object? root = edit.Run(_root);
        if (edit.Failure != ErrorCode.None)
            return Failed(edit.Failure, path);
        if (edit.IsSame)
            return new Edit(this, ErrorCode.None, true, new Value(edit.Before), true, path);
        if (((ContainerNode)root!).Size > DocumentLimits.MaxDocumentBytes)
            return Failed(ErrorCode.DocumentTooLarge, path);
        if (edit.DashPosition > 0)
            path = WithIndex(path, edit.DashPosition - 1, edit.DashIndex);
        return new Edit(
            new Document(root, revision), ErrorCode.None, edit.Existed, new Value(edit.Before), false, path);
    }

    /// <summary>Whether the change is so far from the bound that it cannot be refused after it was made.</summary>
    private bool IsRoomy(Value value, in PathWalker walker) =>
        ((ContainerNode)_root).Size + NodeSize.Of(value.Node) + walker.MostBytes < DocumentLimits.MaxDocumentBytes / 2;

    private Edit Failed(ErrorCode failure, StatePath path) => new(this, failure, false, default, false, path);

    private static StatePath WithIndex(StatePath path, int position, int index)
    {
        StatePath result = default;
        PathSegment[] segments = path.Segments;
        for (int at = 0; at < segments.Length; at++)
            result = at == position ? result / index : result.Child(segments[at].Name);
        return result;
    }
}
