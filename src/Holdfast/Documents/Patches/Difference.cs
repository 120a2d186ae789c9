namespace Holdfast.Documents.Patches;

/// <summary>One change of those that turn a value into another, each made on the result of those before it.</summary>
/// <param name="Kind">Set (a member, an item that exists, the root), Insert (an item) or Remove.</param>
/// <param name="Path">The place, at the moment at which the change is made.</param>
/// <param name="Before">What was there; null when nothing was, and for an insertion.</param>
/// <param name="After">What is there then; null when nothing is.</param>
internal readonly record struct Difference(EditKind Kind, StatePath Path, Value? Before, Value? After)
{
    /// <summary>Gives the operation of a JSON Patch that makes the change.</summary>
    public PatchOperation ToOperation() => (Kind, Before, After) switch
    {
        (EditKind.Remove, _, _) => PatchOperation.Remove(Path),
        (EditKind.Set, { }, { } after) => PatchOperation.Replace(Path, after),
        (_, _, { } after) => PatchOperation.Add(Path, after),
        _ => throw new InvalidOperationException("A difference that removes nothing has a value."),
    };
}
