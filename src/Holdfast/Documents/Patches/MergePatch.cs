using System.Runtime.CompilerServices;
using Holdfast.Documents.Objects;
using Holdfast.Errors;

namespace Holdfast.Documents.Patches;

/// <summary>Applies JSON Merge Patches: values that look like what they change.</summary>
/// <remarks>Source. RFC 7396.</remarks>
public static class MergePatch
{
    /// <summary>Gives what a merge patch makes of a value; the value itself stays as it is.</summary>
    /// <remarks>
    /// Shape.   Members of an object are merged into those of the target, and null removes a member; anything that is
    ///          no object replaces the target. So a patch cannot set a member to null, and an array is one value.
    /// Threads. Any thread.
    /// Cost.    Grows with the patch, not with the target.
    /// </remarks>
    /// <exception cref="HoldfastOperationException">
    /// <see cref="ErrorCode.DocumentTooLarge"/>: the result would be larger than a document may be.
    /// </exception>
    public static Value Apply(Value target, Value patch)
    {
        // Not older than any stamp inside, so that what is merged in is attached without being walked.
        long revision = Math.Max(Newest(target.Node), Newest(patch.Node));
        object? result = Merge(target.Node, patch.Node, revision);
        return NodeSize.Of(result) <= DocumentLimits.MaxDocumentBytes
            ? new Value(result)
            : throw new HoldfastOperationException(
                ErrorCode.DocumentTooLarge,
                "The merge patch would make a document larger than one may be. Divide it; nothing was changed.");
    }

    /// <summary>MergePatch of RFC 7396, section 2; no result is deeper than the deeper of both.</summary>
    private static object? Merge(object? target, object? patch, long revision)
    {
        if (patch is not ObjectNode changes)
            return NodeEquality.IsSameText(target, patch) ? target : patch;
        ObjectNode result = target as ObjectNode ?? ObjectNode.Empty;
        foreach (ref readonly ObjectEntry change in ObjectOrder.Of(changes))
            result = MergeMember(result, in change, revision);
        return result;
    }

    private static ObjectNode MergeMember(ObjectNode target, in ObjectEntry change, long revision)
    {
        ref readonly ObjectEntry entry = ref target.Find(change.Key, change.Hash);
        bool exists = !Unsafe.IsNullRef(in entry);
        if (change.Value is null)
            return exists ? target.Remove(in entry, revision, target.Floor) : target;
        object? before = exists ? entry.Value : null;
        object? after = Merge(before, change.Value, revision);
        if (!exists)
            return target.Add(change.Key, change.Hash, after, revision, target.Floor);
        return ReferenceEquals(before, after) ? target : target.Set(in entry, after, revision, target.Floor);
    }

    private static long Newest(object? node) => node is ContainerNode container ? container.Newest : 0;
}
