namespace Holdfast.Immutable;

/// <summary>What a cell held at one moment, and how far it had come.</summary>
/// <param name="Value">The value.</param>
/// <param name="Generation">The number of the change that set it; 0 for the initial value.</param>
public readonly record struct CellVersion<T>(T Value, long Generation);
