namespace Holdfast.Processes;

/// <summary>What became of one item of a map.</summary>
/// <param name="Index">Which item it is, from 0.</param>
/// <param name="Value">What the function gave; a default when it failed.</param>
/// <param name="Failure">What it failed with; null when it did not.</param>
public readonly record struct MapResult<T>(long Index, T? Value, MapItemException? Failure);
