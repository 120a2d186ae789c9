namespace Holdfast.Logs.File.Maintenance;

/// <summary>How one namespace is, in numbers.</summary>
internal sealed record LogStatus(
    string Name,
    long Bytes,
    int Segments,
    int Checkpoints,
    long OldestRevision,
    long NewestRevision,
    long DurableRevision,
    long CheckpointRevision,
    string? Fault);
