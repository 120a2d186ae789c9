using Holdfast.Documents.Patches;
using Holdfast.Errors;

namespace Holdfast.Commits;

/// <summary>Turns the operations of a JSON Patch into those of a proposal.</summary>
internal static class PatchSteps
{
    /// <summary>Gives the operation whose pointers are taken from a path on.</summary>
    public static Operation ToOperation(PatchOperation step, StatePath from)
    {
        StatePath path = from.Concat(step.Path);
        return step.Kind switch
        {
            PatchOperationKind.Add => new Operation(OperationKind.Insert, path, step.Value.GetValueOrDefault()),
            PatchOperationKind.Remove => new Operation(OperationKind.Remove, path, default),
            PatchOperationKind.Replace => new Operation(OperationKind.Replace, path, step.Value.GetValueOrDefault()),
            PatchOperationKind.Test => new Operation(OperationKind.Test, path, step.Value.GetValueOrDefault()),
            PatchOperationKind.Move =>
                new Operation(OperationKind.Move, path, default, from.Concat(step.From.GetValueOrDefault())),
            PatchOperationKind.Copy =>
                new Operation(OperationKind.Copy, path, default, from.Concat(step.From.GetValueOrDefault())),
            _ => throw new HoldfastFormatException(
                ErrorCode.MalformedPatch, $"A patch has no operation of kind {step.Kind}; use those of RFC 6902."),
        };
    }
}
