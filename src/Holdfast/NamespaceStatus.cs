namespace Holdfast;

/// <summary>How one namespace is, in numbers.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Bytes">Bytes of its records and checkpoints.</param>
/// <param name="Segments">Files of records.</param>
/// <param name="Checkpoints">Kept checkpoints.</param>
/// <param name="OldestRevision">The oldest commit that is kept.</param>
/// <param name="NewestRevision">The newest commit.</param>
/// <param name="DurableRevision">The newest commit that is known to be on disk.</param>
/// <param name="CheckpointRevision">The newest checkpoint; 0 when there is none.</param>
/// <param name="Fault">Why it takes no more commits; null while it is well.</param>
/// <param name="Retention">
/// How much history it keeps, as stored with it; null: nothing is stored, and each process goes by its options.
/// </param>
public sealed record NamespaceStatus(
    string Name,
    long Bytes,
    int Segments,
    int Checkpoints,
    Revision OldestRevision,
    Revision NewestRevision,
    Revision DurableRevision,
    Revision CheckpointRevision,
    string? Fault,
    Retention? Retention = null);
