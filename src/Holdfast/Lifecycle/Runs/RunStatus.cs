namespace Holdfast.Lifecycle.Runs;

/// <summary>How it is with a run that is recorded in a store.</summary>
/// <remarks>Threads. Immutable.</remarks>
public sealed record RunStatus
{
    /// <summary>The namespace of its path.</summary>
    public required string Namespace { get; init; }

    /// <summary>Its path.</summary>
    public required StatePath Path { get; init; }

    /// <summary>Its name, for people.</summary>
    public required string Name { get; init; }

    /// <summary>Its state, as it was stored last.</summary>
    public required RunPhase Phase { get; init; }

    /// <summary>Whether it was cancelled since its last start.</summary>
    public required bool IsCancelled { get; init; }

    /// <summary>
    /// Whether the process that started it last still has the store open. The kernel says so: the lock that it holds
    /// ends with the process, however it ends, and a number that is used again is not mistaken for it.
    /// </summary>
    public required bool IsAlive { get; init; }

    /// <summary>Whether its process died without stopping it.</summary>
    public bool HasDied => !IsAlive && Phase is (RunPhase.Running or RunPhase.Paused or RunPhase.Stopping);

    /// <summary>
    /// The process that started it last, as its own PID namespace numbers it; null before the first start.
    /// </summary>
    public required int? ProcessId { get; init; }

    /// <summary>When it was last started.</summary>
    public required DateTimeOffset? StartTime { get; init; }

    /// <summary>When it was stopped; null while it runs, and when it died.</summary>
    public required DateTimeOffset? StopTime { get; init; }

    /// <summary>How long it has run; of one that died: until it was last heard of.</summary>
    public required TimeSpan RunTime { get; init; }

    /// <summary>How long of this it was paused.</summary>
    public required TimeSpan PausedTime { get; init; }

    /// <summary>How long all its runs have taken.</summary>
    public required TimeSpan TotalTime { get; init; }

    /// <summary>How often the run was started.</summary>
    public required long Starts { get; init; }
}
