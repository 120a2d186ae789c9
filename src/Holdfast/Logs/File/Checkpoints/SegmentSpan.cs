namespace Holdfast.Logs.File.Checkpoints;

/// <summary>The positions that one segment holds; <see cref="End"/> is the first of the next.</summary>
internal readonly record struct SegmentSpan(long Base, long End);
