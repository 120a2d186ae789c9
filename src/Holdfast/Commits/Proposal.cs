namespace Holdfast.Commits;

/// <summary>What a writer asks for: it becomes a commit or is rejected, by <see cref="Rules.Apply"/> alone.</summary>
/// <remarks>Threads. Immutable once it is handed over.</remarks>
internal sealed class Proposal
{
    /// <summary>The revision at which <see cref="Reads"/> were made.</summary>
    public required long BaseRevision { get; init; }

    /// <summary>What was read; empty: the proposal never conflicts.</summary>
    public required Read[] Reads { get; init; }

    /// <summary>What to do, in order; all or nothing.</summary>
    public required Operation[] Operations { get; init; }

    /// <summary>What the operations did on a snapshot, if they ran on one. No part of a record.</summary>
    public Foresight? Foresight { get; init; }

    /// <summary>The open state that proposes.</summary>
    public required Writer Writer { get; init; }

    /// <summary>On whose behalf.</summary>
    public required string Author { get; init; }

    /// <summary>Why; null when nothing was said.</summary>
    public string? Reason { get; init; }

    /// <summary>
    /// The writer's clock, microseconds since 1970 in UTC. A commit's time never runs back: it is the later of this and
    /// the last commit's.
    /// </summary>
    public required long TimeMicroseconds { get; init; }
}
