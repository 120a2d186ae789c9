using Holdfast.Commits;
using Holdfast.Documents.Patches;
using Holdfast.Errors;
using Holdfast.Replicas;
using Holdfast.Watches;

namespace Holdfast;

/// <content>The past: reading it, comparing with it and going back to it.</content>
public sealed partial class State
{
    /// <summary>Commits that are looked through at first for those that touched a path.</summary>
    private const int FirstLook = 64;

    /// <summary>Gives the state as it was at a revision.</summary>
    /// <exception cref="HoldfastOperationException">UnknownRevision, TrimmedRevision or CutRevision.</exception>
    public Snapshot SnapshotAt(Revision revision) =>
        new(TipAt(revision).Document, revision.Number, _section, Json);

    /// <summary>Gives the kept commits, oldest first.</summary>
    /// <exception cref="HoldfastOperationException">
    /// TrimmedRevision: <see cref="HistoryOptions.From"/> is not kept any more.
    /// </exception>
    public IEnumerable<Commit> History(HistoryOptions? options = null)
    {
        options ??= new HistoryOptions();
        if (Find() is not { } replica) return [];

        var reader = new HistoryReader(replica);
        long before = options.From is { } from ? Math.Max(0, from.Number - 1) : reader.BeforeOldest;
        return Filter(reader.After(before), options);
    }

    /// <summary>Gives the newest commits, newest first.</summary>
    /// <param name="count">How many at most.</param>
    /// <param name="path">Only commits that changed something at, below or above it.</param>
    public IReadOnlyList<Commit> Newest(int count, StatePath path = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (Find() is not { } replica) return [];

        var options = new HistoryOptions { Path = path };
        var reader = new HistoryReader(replica);
        long newest = replica.Read().Revision;

        // Looks back in growing steps, since the log can only be read forward; no further than it must: what is older
        // may be large, or not readable any more.
        for (long distance = Full(path).IsRoot ? count : Math.Max(FirstLook, count); ; distance *= 8)
        {
            long before = Math.Max(reader.BeforeOldest, newest - distance);
            Tip tip = replica.Read();
            before = tip.FindGap(before) is { } gap ? Math.Max(reader.BeforeOldest, gap.First - 1) : before;
            List<Commit> found = [.. Filter(reader.After(before), options).TakeLast(count)];
            if (found.Count == count || before == reader.BeforeOldest)
            {
                found.Reverse();
                return found;
            }
        }
    }

    /// <summary>Gives one commit.</summary>
    /// <exception cref="HoldfastOperationException">UnknownRevision, TrimmedRevision or CutRevision.</exception>
    public Commit GetCommit(Revision revision)
    {
        Commit? commit = Find() is { } replica ? new HistoryReader(replica).Find(revision.Number) : null;
        return commit is null
            ? throw new HoldfastOperationException(
                ErrorCode.UnknownRevision, $"Revision {revision} is not a commit; look at the history.")
            : View([StatePath.Root]).Match(commit) ?? commit.With([], _section, Json);
    }

    /// <summary>Gives the JSON Patch that turns one revision into another.</summary>
    /// <param name="from">The revision to begin with; it may be the newer one.</param>
    /// <param name="to">The revision to end with.</param>
    /// <param name="path">Only this part; the pointers of the patch are relative to it.</param>
    /// <exception cref="HoldfastOperationException">UnknownRevision, TrimmedRevision or CutRevision.</exception>
    public Patch Diff(Revision from, Revision to, StatePath path = default)
    {
        bool existed = SnapshotAt(from).TryGet(path, out Value before);
        bool exists = SnapshotAt(to).TryGet(path, out Value after);
        return (existed, exists) switch
        {
            (true, true) => Documents.Patches.Diff.Between(before, after),
            (false, true) => new Patch([PatchOperation.Add(StatePath.Root, after)]),
            (true, false) => new Patch([PatchOperation.Remove(StatePath.Root)]),
            _ => new Patch([]),
        };
    }

    /// <summary>Finds the commit that last changed something at or below a path.</summary>
    /// <returns>Null when nothing is there.</returns>
    /// <exception cref="HoldfastOperationException">TrimmedRevision: that commit is not kept any more.</exception>
    public Commit? Blame(StatePath path)
    {
        Documents.NodeState now = Read().Document.Find(Full(path));
        return now.Exists && now.Revision > 0 ? GetCommit(new Revision(now.Revision)) : null;
    }

    /// <summary>Restores the content as it was at a revision, as a new commit that changes only what differs.</summary>
    /// <param name="to">The revision to go back to.</param>
    /// <param name="options">Author, reason and durability of the commit; null: the defaults.</param>
    /// <param name="path">Only this part; what was not there then is removed.</param>
    /// <returns>The new commit; the newest revision when nothing differs.</returns>
    public Revision Rollback(Revision to, CommitOptions? options = null, StatePath path = default)
    {
        Snapshot then = SnapshotAt(to);
        return Atomic(transaction => transaction.Restore(then, path), options);
    }

    /// <summary>Undoes one commit and leaves what came after it.</summary>
    /// <exception cref="ConflictException">Conflict: something that it changed was changed again later.</exception>
    public Revision Revert(Revision revision, CommitOptions? options = null)
    {
        Commit commit = GetCommit(revision);
        return Atomic(transaction => transaction.Undo(commit), options);
    }

    private Tip TipAt(Revision revision) => Find() is { } replica
        ? new HistoryReader(replica).At(revision.Number)
        : revision.Number == 0 ? EmptyTip : throw Unknown(revision);

    private static HoldfastOperationException Unknown(Revision revision) => new(
        ErrorCode.UnknownRevision,
        $"Revision {revision} is not committed yet, the namespace is empty; use revision 0.");

    private IEnumerable<Commit> Filter(IEnumerable<Commit> commits, HistoryOptions options)
    {
        WatchFilter view = View([options.Path]);
        foreach (Commit commit in commits)
        {
            if (commit.Revision > (options.To ?? new Revision(long.MaxValue))) yield break;

            if (view.Match(commit) is { } seen) yield return seen;
        }
    }

    private WatchFilter View(StatePath[] paths) => new()
    {
        Section = _section,
        Json = Json,
        Paths = [.. paths.Select(Full)],
        IncludesEqual = true,
    };
}
