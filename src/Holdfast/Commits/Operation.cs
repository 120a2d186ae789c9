namespace Holdfast.Commits;

/// <summary>One step of a proposal.</summary>
/// <param name="Kind">What to do.</param>
/// <param name="Path">Where, from the root of the namespace.</param>
/// <param name="Value">The value that is set, added, appended or compared; null for the other kinds.</param>
/// <param name="From">The source of a move or copy.</param>
internal readonly record struct Operation(OperationKind Kind, StatePath Path, Value Value, StatePath From = default);
