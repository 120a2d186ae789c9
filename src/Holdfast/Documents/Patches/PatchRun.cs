using System.Runtime.CompilerServices;
using Holdfast.Documents.Paths;
using Holdfast.Errors;

namespace Holdfast.Documents.Patches;

/// <summary>Applies the operations of a patch to a tree, each to the result of the one before.</summary>
/// <remarks>
/// Shape. The trees are immutable: when an operation fails, what was done so far is simply not returned.
/// </remarks>
internal sealed class PatchRun
{
    // Not older than any stamp inside: so a part that is moved or copied is attached without being walked.
    private readonly long _revision;
    private object? _root;

    public PatchRun(Value target)
    {
        _root = target.Node;
        _revision = target.Node is ContainerNode container ? container.Newest : 0;
    }

    /// <summary>What the operations so far made of the target.</summary>
    public Value Result => new(_root);

    public void Apply(int index, PatchOperation operation)
    {
        switch (operation.Kind)
        {
            case PatchOperationKind.Add:
                Change(EditKind.Insert, index, operation, operation.Path, operation.Value!.Value);
                break;
            case PatchOperationKind.Remove:
                Find(index, operation, operation.Path);
                Change(EditKind.Remove, index, operation, operation.Path, default);
                break;
            case PatchOperationKind.Replace:
                Find(index, operation, operation.Path);
                Change(EditKind.Set, index, operation, operation.Path, operation.Value!.Value);
                break;
            case PatchOperationKind.Move:
                Move(index, operation, operation.From!.Value);
                break;
            case PatchOperationKind.Copy:
                Value copied = Find(index, operation, operation.From!.Value);
                Change(EditKind.Insert, index, operation, operation.Path, copied);
                break;
            case PatchOperationKind.Test:
                Test(index, operation, operation.Value!.Value);
                break;
            default:
                throw new InvalidOperationException($"{operation.Kind} is no operation of a patch.");
        }
    }

    private void Move(int index, PatchOperation operation, StatePath from)
    {
        Value moved = Find(index, operation, from);
        if (from == operation.Path)
            return;
        Change(EditKind.Remove, index, operation, from, default);
        Change(EditKind.Insert, index, operation, operation.Path, moved);
    }

    private void Test(int index, PatchOperation operation, Value expected)
    {
        if (!Find(index, operation, operation.Path).Equals(expected))
            throw Failed(index, operation, operation.Path, ErrorCode.TestFailed);
    }

    private Value Find(int index, PatchOperation operation, StatePath path)
    {
        NodeState state = TreeFind.Find(_root, 0, path);
        return state.Exists ? state.Value : throw Failed(index, operation, path, state.Failure);
    }

    [SkipLocalsInit]
    private void Change(EditKind kind, int index, PatchOperation operation, StatePath path, Value value)
    {
        if (path.IsRoot)
        {
            _root = kind != EditKind.Remove
                ? value.Node
                : throw Failed(index, operation, path, ErrorCode.RootNotObject);
            return;
        }

        PathWalker walker = new(path, stackalloc byte[PathWalker.BufferLength]);
        TreeEdit edit = new(kind, walker, value, _revision, EditStep.None);
        object? root = edit.Run(_root);
        if (edit.Failure != ErrorCode.None)
            throw Failed(index, operation, path, edit.Failure);
        if (!edit.IsSame)
            _root = root;
        if (NodeSize.Height(_root) > DocumentLimits.MaxDepth)
            throw Failed(index, operation, path, ErrorCode.TooDeep);
        if (NodeSize.Of(_root) > DocumentLimits.MaxDocumentBytes)
            throw Failed(index, operation, path, ErrorCode.DocumentTooLarge);
    }

    private static Exception Failed(int index, PatchOperation operation, StatePath path, ErrorCode code)
    {
        string verb = PatchJson.NameOf(operation.Kind);
        string message = $"Operation {index} of the patch ({verb} '{path}') cannot be applied: {Reason(code)}";
        return code == ErrorCode.PathNotFound
            ? new PathNotFoundException(code, message) { Operation = index, Path = path.ToString() }
            : new HoldfastOperationException(code, message) { Operation = index, Path = path.ToString() };
    }

    private static string Reason(ErrorCode code) => code switch
    {
        ErrorCode.PathNotFound => "nothing is there. Add what is missing first, or correct the path.",
        ErrorCode.ThroughScalar => "the path leads through a value without members. Replace that value first.",
        ErrorCode.BadIndex => "the path has a name that is no index of the array. Use an index up to its count, or -.",
        ErrorCode.TestFailed => "the value there is another one. Read it again and decide anew.",
        ErrorCode.RootNotObject => "the root cannot be removed. Replace it by another value.",
        ErrorCode.TooDeep => $"the result would be nested more than {DocumentLimits.MaxDepth} deep. Make it flatter.",
        ErrorCode.DocumentTooLarge => "the result would be larger than a document may be. Divide it.",
        _ => throw new InvalidOperationException($"{code} is no reason for a patch to fail."),
    };
}
