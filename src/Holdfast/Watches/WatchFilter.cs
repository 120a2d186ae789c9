using System.Text.Json;
using Holdfast.Commits;
using Holdfast.Documents;

namespace Holdfast.Watches;

/// <summary>Says what of a commit a watch delivers. Pure.</summary>
/// <remarks>Shape. All paths are absolute. Threads. Immutable, as long as the predicate is.</remarks>
internal sealed class WatchFilter
{
    private readonly StatePath _first;

    /// <summary>The section through which it looks; deliveries have paths relative to it.</summary>
    public required StatePath Section { get; init; }

    /// <summary>How the snapshots of a delivery turn values into objects.</summary>
    public JsonSerializerOptions? Json { get; init; }

    /// <summary>What to watch; never empty. One at or below another is left out: the other one covers it.</summary>
    public required IReadOnlyList<StatePath> Paths
    {
        get;
        init => (_first, field) = (value[0], Outermost(value));
    }

    /// <summary>What to leave out, below the watched paths.</summary>
    public IReadOnlyList<StatePath> Exclude { get; init; } = [];

    /// <summary>Whether the same text set again is delivered too.</summary>
    public bool IncludesEqual { get; init; }

    /// <summary>The writer whose commits are left out; null: none.</summary>
    public Writer? ExcludedWriter { get; init; }

    /// <summary>
    /// Delivers only the commits in which this becomes true of the value at the first path; null: all.
    /// </summary>
    public Func<Value, bool>? Becomes { get; init; }

    /// <summary>Whether each of some paths is at or below one that is left out.</summary>
    public static bool LeavesNothing(IReadOnlyList<StatePath> paths, IReadOnlyList<StatePath> exclude) =>
        paths.All(path => exclude.Any(path.StartsWith));

    /// <summary>Gives the filter of what this one delivers and what is asked for.</summary>
    /// <param name="paths">What is asked for; none: all.</param>
    /// <param name="exclude">What is left out of that.</param>
    /// <exception cref="ArgumentException">Something that is asked for could never be delivered.</exception>
    public WatchFilter Narrow(IReadOnlyList<StatePath> paths, IReadOnlyList<StatePath> exclude)
    {
        foreach (StatePath asked in paths) ThrowIfOutside(asked, nameof(paths));

        WatchFilter narrow = new()
        {
            Section = Section,
            Json = Json,
            Paths = paths.Count == 0 ? Paths : [.. paths.SelectMany(Common)],
            Exclude = [.. Exclude, .. exclude],
        };
        return LeavesNothing(narrow.Paths, narrow.Exclude)
            ? throw new ArgumentException("All that the watch looks at is excluded.", nameof(exclude))
            : narrow;
    }

    /// <summary>Refuses a path of which nothing could ever be delivered.</summary>
    /// <exception cref="ArgumentException">It is one.</exception>
    public void ThrowIfOutside(StatePath asked, string name)
    {
        if (LeavesNothing([.. Common(asked)], Exclude))
            throw new ArgumentException($"The watch does not look at '{asked.Skip(Section.Count)}'.", name);
    }

    /// <summary>Gives what is delivered of a commit; null when nothing is.</summary>
    public Commit? Match(Commit commit)
    {
        if (commit.Origin.Writer == ExcludedWriter) return null;

        var kept = new List<Change>();
        List<MovedPath> moved = MovedPath.Find(commit, Paths);
        foreach (Change change in commit.ChangeArray)
        {
            Keep(change, moved, kept);
        }

        // In place of all that the commit did at such a path: what a change says of an item is void once another one
        // stands there.
        foreach (MovedPath each in moved)
        {
            KeepDifference(each.Path, each.Before, each.After, kept);
        }

        return kept.Count > 0 && BecomesTrue(commit) ? commit.With([.. kept], Section, Json) : null;
    }

    // Otherwise a change above two of them, one of which is below the other, would be told twice.
    private static StatePath[] Outermost(IReadOnlyList<StatePath> paths) =>
        [.. paths.Distinct().Where(path => !paths.Any(other => path != other && path.StartsWith(other)))];

    private IEnumerable<StatePath> Common(StatePath asked) => Paths.Any(path => asked.StartsWith(path))
        ? [asked]
        : Paths.Where(path => path.StartsWith(asked));

    private bool BecomesTrue(Commit commit) =>
        Becomes is null || (Holds(commit.DocumentAfter) && !Holds(commit.DocumentBefore));

    private bool Holds(Document document) => document.TryGet(_first, out Value value) && Becomes!(value);

    private void Keep(Change change, List<MovedPath> moved, List<Change> kept)
    {
        if (change.IsSame && !IncludesEqual) return;

        foreach (StatePath path in Paths)
        {
            if (moved.Count > 0 && moved.Exists(each => each.Path == path)) continue;

            if (change.Path.StartsWith(path))
            {
                KeepUnlessExcluded(change, kept);
                return;
            }

            if (path.StartsWith(change.Path)) KeepPart(change, path, kept);
        }
    }

    /// <summary>A change above a watched path: only what it did at that path counts.</summary>
    private void KeepPart(Change change, StatePath path, List<Change> kept)
    {
        StatePath below = path.Skip(change.Path.Count);
        Value? before = change.Before is { } whole && whole.TryGet(below, out Value old) ? old : default(Value?);
        Value? after = change.After is { } next && next.TryGet(below, out Value now) ? now : default(Value?);
        KeepDifference(path, before, after, kept);
    }

    private void KeepDifference(StatePath path, Value? before, Value? after, List<Change> kept)
    {
        if (before is null && after is null) return;

        bool isSame = before is { } old && after is { } now && old.IsSameText(now);
        if (!isSame || IncludesEqual)
            KeepUnlessExcluded(ToChange(path, before, after, isSame), kept);
    }

    private void KeepUnlessExcluded(Change change, List<Change> kept)
    {
        bool hasExcludedPart = false;
        foreach (StatePath excluded in Exclude)
        {
            if (change.Path.StartsWith(excluded)) return;

            hasExcludedPart |= excluded.StartsWith(change.Path);
        }

        if (!hasExcludedPart || !ChangedMembers.IsDivisible(change))
        {
            kept.Add(change.At(change.Path.Skip(Section.Count)));
            return;
        }

        foreach ((StatePath path, Value? before, Value? after) in ChangedMembers.Of(change))
        {
            KeepUnlessExcluded(ToChange(path, before, after, isSame: false), kept);
        }
    }

    private static Change ToChange(StatePath path, Value? before, Value? after, bool isSame) => new(
        after is null ? ChangeKind.Remove : ChangeKind.Set,
        path,
        before is not null,
        before.GetValueOrDefault(),
        after.GetValueOrDefault(),
        isSame);
}
