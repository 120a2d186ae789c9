namespace Holdfast.Replicas;

/// <summary>Revisions that may have been handed out and were lost: First to Last, both inclusive.</summary>
internal sealed record Gap(long First, long Last);
