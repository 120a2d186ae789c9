using Holdfast.Documents;
using Holdfast.Errors;

namespace Holdfast.Commits;

/// <summary>Why a proposal was rejected.</summary>
/// <param name="Code">
/// <see cref="ErrorCode.Conflict"/> when it may be tried again on a newer document; else what forbids it.
/// </param>
/// <param name="Path">The path that it is about.</param>
/// <param name="Operation">The index of the operation that cannot be done; −1 for a conflict.</param>
internal sealed record Rejection(ErrorCode Code, StatePath Path, int Operation)
{
    public bool IsConflict => Code == ErrorCode.Conflict;

    /// <summary>What the operation asked for; null for a conflict.</summary>
    public OperationKind? Asked { get; private init; }

    /// <summary>Where nothing is: a parent of the path, or the source of a move or copy; else the path.</summary>
    public StatePath Missing { get; private init; } = Path;

    /// <summary>What is at the path, for a person; null when that is not what forbids it.</summary>
    public string? Found { get; private init; }

    /// <summary>Gives why an operation cannot be done on a document.</summary>
    public static Rejection Of(ErrorCode code, in Operation operation, int index, Document document) =>
        new(code, operation.Path, index)
        {
            Asked = operation.Kind,
            Missing = code == ErrorCode.PathNotFound ? FirstMissing(operation, document) : operation.Path,
            Found = code == ErrorCode.WrongKind && document.TryGet(operation.Path, out Value found)
                ? found.Describe()
                : null,
        };

    private static StatePath FirstMissing(in Operation operation, Document document)
    {
        if (operation.Kind is OperationKind.Move or OperationKind.Copy && !document.TryGet(operation.From, out _))
            return operation.From;
        if (operation.Kind is not (OperationKind.Insert or OperationKind.Move or OperationKind.Copy))
            return operation.Path;
        StatePath missing = operation.Path;
        while (missing.Count > 1 && !document.TryGet(missing.Parent, out _)) missing = missing.Parent;
        return missing;
    }
}
