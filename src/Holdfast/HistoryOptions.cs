namespace Holdfast;

/// <summary>Says which commits of the history to give.</summary>
/// <remarks>Threads. Immutable.</remarks>
public sealed record HistoryOptions
{
    /// <summary>Only commits that changed something at, below or above this path; the empty path is all.</summary>
    public StatePath Path { get; init; }

    /// <summary>The oldest revision, inclusive; null: the oldest kept.</summary>
    public Revision? From { get; init; }

    /// <summary>The newest revision, inclusive; null: the newest.</summary>
    public Revision? To { get; init; }
}
