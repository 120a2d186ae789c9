namespace Holdfast;

/// <summary>What a commit has survived when its call returns.</summary>
public enum Durability
{
    /// <summary>
    /// It is visible to all processes and survives the death of any or all of them. It is on disk within about 100 ms.
    /// </summary>
    Process = 0,

    /// <summary>
    /// It is on disk and survives a power failure. Commits that wait at the same time share one flush.
    /// </summary>
    /// <remarks>
    /// A folder on a file system in memory refuses it: DurabilityRefused. A store in memory takes it, and has no disk:
    /// whatever is committed there ends with the store.
    /// </remarks>
    Disk = 1,
}
