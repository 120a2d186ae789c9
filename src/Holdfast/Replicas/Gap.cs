namespace Holdfast.Replicas;

/// <summary>Revisions that may have been handed out and were lost: First to Last, both inclusive.</summary>
internal readonly record struct Gap(long First, long Last);
