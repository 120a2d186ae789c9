namespace Holdfast.Processes;

/// <summary>How far a map is.</summary>
/// <param name="Done">How many items are done, failed ones too.</param>
/// <param name="Total">How many there are; null while that is not known.</param>
/// <param name="Failed">How many of them failed.</param>
public readonly record struct MapProgress(long Done, long? Total, long Failed);
