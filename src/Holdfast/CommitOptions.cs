namespace Holdfast;

/// <summary>Says how one commit is made; what is null comes from <see cref="StoreOptions"/>.</summary>
/// <remarks>Threads. Immutable.</remarks>
public sealed record CommitOptions
{
    internal static CommitOptions Default { get; } = new();

    /// <summary>Why; kept in the history.</summary>
    public string? Reason { get; init; }

    /// <summary>On whose behalf.</summary>
    public string? Author { get; init; }

    /// <summary>What the commit survives when the call returns.</summary>
    public Durability? Durability { get; init; }

    /// <summary>How often an atomic function may run.</summary>
    public int? MaxAttempts { get; init; }

    /// <summary>How long to wait for the right to write; a total for all attempts.</summary>
    public TimeSpan? Timeout { get; init; }
}
