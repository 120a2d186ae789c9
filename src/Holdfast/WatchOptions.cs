using Holdfast.Stores;
using Holdfast.Watches;

namespace Holdfast;

/// <summary>Says what a watch delivers and where it begins.</summary>
/// <remarks>Threads. Immutable, as long as the predicate is.</remarks>
public sealed record WatchOptions
{
    /// <summary>What to watch: everything at, below or above these paths. Empty: all.</summary>
    public IReadOnlyList<StatePath> Paths { get; init => field = OptionRules.Given(value, nameof(Paths)); } = [];

    /// <summary>What to leave out of <see cref="Paths"/>: never all of it.</summary>
    public IReadOnlyList<StatePath> Exclude { get; init => field = OptionRules.Given(value, nameof(Exclude)); } = [];

    /// <summary>
    /// Delivers only the commits in which this becomes true of the value at the first path; null: all.
    /// </summary>
    /// <remarks>
    /// When it throws, the call that asked ends with that exception and nothing is passed over: the next call asks it
    /// about the same commit again.
    /// </remarks>
    public Func<Value, bool>? Where { get; init; }

    /// <summary>
    /// The first revision to deliver, inclusive; 0 and 1: the oldest kept; one in the future is waited for; null: from
    /// now on.
    /// </summary>
    public Revision? From
    {
        get;
        init => field = value is { Number: < 0 }
            ? throw new ArgumentOutOfRangeException(nameof(From), value, "There is no such revision; give 0 or more.")
            : value;
    }

    /// <summary>
    /// A name under which the watch keeps its place in the store, so that a restarted program goes on where it was;
    /// null: none.
    /// </summary>
    /// <remarks>
    /// A delivery counts as handled when the next one is asked for, so after a crash the last one may come again (at
    /// least once). At its first use the reader begins at <see cref="From"/>; later its place counts. When the commits
    /// behind its place are not kept any more, each call says so until <see cref="Watch.SkipLost"/> goes on at the
    /// oldest that is.
    /// </remarks>
    public string? Reader
    {
        get;
        init => field = value is ""
            ? throw new ArgumentException("The reader's name is empty; give it one, or null.", nameof(Reader))
            : value;
    }

    /// <summary>Whether commits that set the same text again are delivered too. Default: no.</summary>
    public bool IncludesEqual { get; init; }

    /// <summary>Whether commits made through this same state are left out. Default: no.</summary>
    public bool ExcludesOwn { get; init; }

    /// <summary>Whether all that is watched is left out: nothing could ever be delivered.</summary>
    internal bool LeavesNothing => WatchFilter.LeavesNothing(Paths.Count == 0 ? [StatePath.Root] : Paths, Exclude);
}
