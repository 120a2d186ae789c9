using Holdfast.Errors;

namespace Holdfast.Documents.Patches;

/// <summary>One operation of a JSON Patch.</summary>
/// <remarks>Threads. Immutable.</remarks>
public sealed record PatchOperation
{
    private PatchOperation(PatchOperationKind kind, StatePath path) => (Kind, Path) = (kind, path);

    /// <summary>What is done.</summary>
    public PatchOperationKind Kind { get; }

    /// <summary>The place it is done at.</summary>
    public StatePath Path { get; }

    /// <summary>Where Move and Copy take the value from; null for the others.</summary>
    public StatePath? From { get; private init; }

    /// <summary>The value of Add, Replace and Test; null for the others. JSON's null is a value.</summary>
    public Value? Value { get; private init; }

    /// <summary>Makes an operation that sets a member or inserts an item.</summary>
    public static PatchOperation Add(StatePath path, Value value) =>
        new(PatchOperationKind.Add, path) { Value = value };

    /// <summary>Makes an operation that removes what is there.</summary>
    public static PatchOperation Remove(StatePath path) => new(PatchOperationKind.Remove, path);

    /// <summary>Makes an operation that sets what is there to another value.</summary>
    public static PatchOperation Replace(StatePath path, Value value) =>
        new(PatchOperationKind.Replace, path) { Value = value };

    /// <summary>Makes an operation that removes what is at one place and adds it at another.</summary>
    /// <exception cref="HoldfastArgumentException">
    /// <see cref="ErrorCode.MalformedPatch"/>: the path leads into what is moved.
    /// </exception>
    public static PatchOperation Move(StatePath from, StatePath path) => IsIntoItself(from, path)
        ? throw new HoldfastArgumentException(ErrorCode.MalformedPatch, IntoItself(from, path))
        : new(PatchOperationKind.Move, path) { From = from };

    /// <summary>Makes an operation that adds what is at one place at another.</summary>
    public static PatchOperation Copy(StatePath from, StatePath path) =>
        new(PatchOperationKind.Copy, path) { From = from };

    /// <summary>Makes an operation that demands a value; numbers are equal by value, members in any order.</summary>
    public static PatchOperation Test(StatePath path, Value value) =>
        new(PatchOperationKind.Test, path) { Value = value };

    /// <summary>Gives the operation as JSON text.</summary>
    public override string ToString() => PatchJson.Write(this).ToString();

    internal static bool IsIntoItself(StatePath from, StatePath path) =>
        path.Count > from.Count && path.StartsWith(from);

    internal static string IntoItself(StatePath from, StatePath path) =>
        $"'{from}' cannot be moved to '{path}', which is inside it. Copy it, or move it elsewhere.";
}
