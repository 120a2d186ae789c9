namespace Holdfast.Processes.Coordination;

/// <summary>How many items of a work queue are where, at one moment.</summary>
/// <param name="Ready">To be claimed.</param>
/// <param name="Claimed">Being worked on.</param>
/// <param name="Delayed">Resting until a time.</param>
/// <param name="Dead">Given up: dead letters.</param>
public sealed record WorkQueueCounts(int Ready, int Claimed, int Delayed, int Dead);
