using System.Runtime.CompilerServices;
using Holdfast.Documents.Arrays;
using Holdfast.Documents.Objects;
using Holdfast.Documents.Paths;
using Holdfast.Errors;

namespace Holdfast.Documents;

/// <summary>One change of a tree: walks down the path, then makes the containers on it anew on the way back.</summary>
/// <remarks>
/// Shape. <see cref="Run"/> gives the new root node. When <see cref="Failure"/> or <see cref="IsSame"/> is set, its
///        result means nothing and the tree stays as it is.
/// </remarks>
internal ref struct TreeEdit
{
    private readonly EditKind _kind;
    private readonly object? _value;
    private readonly long _revision;
    private PathWalker _walker;
    private long _step;

    /// <summary>Prepares a change; the value is stamped when it is attached.</summary>
    public TreeEdit(EditKind kind, PathWalker walker, Value value, long revision, long step)
    {
        _step = step;
        _kind = kind;
        _walker = walker;
        _value = value.Node;
        _revision = revision;
    }

    /// <summary>Why nothing was done.</summary>
    public ErrorCode Failure { get; private set; }

    /// <summary>Whether something was at the path.</summary>
    public bool Existed { get; private set; }

    /// <summary>The node that was at the path.</summary>
    public object? Before { get; private set; }

    /// <summary>Whether the same text was set again.</summary>
    public bool IsSame { get; private set; }

    /// <summary>Which segment (from 1) was a dash that stood for an index; 0 for none.</summary>
    public int DashPosition { get; private set; }

    /// <summary>The index that the dash stood for.</summary>
    public int DashIndex { get; private set; }

    /// <summary>Makes the change below a root.</summary>
    public object? Run(object? root)
    {
        if (_walker.MoveNext())
            return InNode(root, 0);
        if (_kind == EditKind.Remove)
            return Fail(ErrorCode.RootNotObject);
        return Replace(root) ? Attached() : null;
    }

    private object? InNode(object? node, long floor) => node switch
    {
        ObjectNode members => InObject(members, Math.Max(floor, members.Floor)),
        ArrayNode items => InArray(items, Math.Max(floor, items.Floor)),
        _ => Fail(ErrorCode.ThroughScalar),
    };

    private ObjectNode? InObject(ObjectNode node, long floor)
    {
        int hash = _walker.Hash;
        ref readonly ObjectEntry entry = ref node.Find(_walker.Name, hash);
        if (Unsafe.IsNullRef(in entry))
            return InMissingMember(node, hash, floor);
        if (_walker.IsLast)
        {
            if (!Replace(entry.Value))
                return null;
            return _kind == EditKind.Remove
                ? node.Remove(in entry, _revision, floor, _step)
                : node.Set(in entry, Attached(), _revision, floor, _step);
        }

        // The child may be changed in place: what it was like is to be known before.
        NodeMeasure before = NodeMeasure.Of(entry.Value);
        _walker.MoveNext();
        object? child = InNode(entry.Value, floor);
        return child is null ? null : node.Set(in entry, before, child, _revision, floor, _step);
    }

    private ObjectNode? InMissingMember(ObjectNode node, int hash, long floor)
    {
        if (_kind == EditKind.Remove || (_kind == EditKind.Insert && !_walker.IsLast))
            return (ObjectNode?)Fail(ErrorCode.PathNotFound);
        byte[] name = _walker.KeepName();
        return node.Add(name, hash, WithParents(), _revision, floor, _step);
    }

    private ArrayNode? InArray(ArrayNode node, long floor)
    {
        int index = _walker.Index;
        if (index == ArrayIndex.None || (index > node.Count && _kind != EditKind.Remove))
            return (ArrayNode?)Fail(ErrorCode.BadIndex);
        bool isBeyond = index == ArrayIndex.End || index >= node.Count;
        if (isBeyond && (_kind == EditKind.Remove || (_kind == EditKind.Insert && !_walker.IsLast)))
            return (ArrayNode?)Fail(ErrorCode.PathNotFound);
        if (isBeyond)
            return Append(node, index, floor);
        if (_walker.IsLast)
            return AtItem(node, index, floor);

        // Arrays are always copied, and so is what is in them: no item is changed in place behind an array's back.
        (long step, _step) = (_step, EditStep.None);
        _walker.MoveNext();
        object? child = InNode(node[index].Value, floor);
        _step = step;
        return child is null ? null : node.Set(index, child, _revision, floor);
    }

    private ArrayNode Append(ArrayNode node, int index, long floor)
    {
        if (index == ArrayIndex.End)
            (DashPosition, DashIndex) = (_walker.Position, node.Count);
        return node.Insert(node.Count, WithParents(), _revision, floor);
    }

    private ArrayNode? AtItem(ArrayNode node, int index, long floor)
    {
        if (_kind == EditKind.Insert)
            return node.Insert(index, Attached(), _revision, floor);
        if (!Replace(node[index].Value))
            return null;
        return _kind == EditKind.Remove
            ? node.Remove(index, _revision, floor)
            : node.Set(index, Attached(), _revision, floor);
    }

    /// <summary>Remembers what is at the path; false when it is to be replaced by the same text.</summary>
    private bool Replace(object? before)
    {
        Existed = true;
        Before = before;
        IsSame = _kind != EditKind.Remove && NodeEquality.IsSameText(before, _value);
        return !IsSame;
    }

    /// <summary>The value inside the objects that the rest of the path names.</summary>
    private object? WithParents()
    {
        if (!_walker.MoveNext())
            return Attached();
        byte[] name = _walker.KeepName();
        return ObjectNode.Single(name, WithParents(), _revision);
    }

    private readonly object? Attached() =>
        _value is ContainerNode container ? container.Attach(_revision) : _value;

    private object? Fail(ErrorCode failure)
    {
        Failure = failure;
        return null;
    }
}
