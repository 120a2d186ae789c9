using Holdfast.Documents.Patches;

namespace Holdfast.Cli.Demo;

/// <summary>What an inventory can show beyond its result: history, a difference, a mistake and the way back.</summary>
/// <param name="Event">The commit that is looked at: the first death, or the last result where nobody died.</param>
/// <param name="IsDeath">Which of both it is.</param>
/// <param name="Around">That commit and its neighbours, oldest first.</param>
/// <param name="Difference">What it changed.</param>
/// <param name="Mistake">The commit that removed all results.</param>
/// <param name="Restored">The commit that brought them back.</param>
/// <param name="IsEqual">Whether the whole is then as it was.</param>
internal sealed record Tour(
    Revision Event,
    bool IsDeath,
    IReadOnlyList<Commit> Around,
    Patch Difference,
    Revision Mistake,
    Revision Restored,
    bool IsEqual)
{
    private const int Before = 2;
    private const int After = 2;

    private static readonly CommitOptions Author = new() { Author = DemoWords.Author };

    /// <summary>Makes the tour. Afterwards the content is as it was, two revisions later.</summary>
    /// <param name="state">Where.</param>
    /// <param name="first">The commit that filled the queue.</param>
    /// <param name="end">The state when all was done, which is still the newest.</param>
    public static Tour Make(State state, Revision first, Snapshot end)
    {
        Revision? death = FindDeath(state, first);
        Revision seen = death ?? end.Revision.Previous;
        HistoryOptions around = new()
        {
            From = new Revision(Math.Max(first.Number, seen.Number - Before)),
            To = new Revision(Math.Min(end.Revision.Number, seen.Number + After)),
        };
        Commit[] commits = [.. state.History(around)];
        Patch difference = state.Diff(seen.Previous, seen);
        Revision mistake = state.Atomic(
            transaction => transaction.Remove(WorkQueue.Files), Author with { Reason = "a mistake" });
        Revision restored = state.Rollback(end.Revision, Author with { Reason = "undo the mistake" });
        bool isEqual = state.SnapshotAt(restored).Root == end.Root;
        return new Tour(seen, death is not null, commits, difference, mistake, restored, isEqual);
    }

    private static Revision? FindDeath(State state, Revision first) => state
        .History(new HistoryOptions { Path = WorkQueue.Abandoned, From = first })
        .FirstOrDefault(commit => commit.Changes.Any(IsAbandoning))
        ?.Revision;

    private static bool IsAbandoning(Change change) =>
        change.Path.Count == 2 && change.Path.StartsWith(WorkQueue.Abandoned) && change.After is not null;
}
