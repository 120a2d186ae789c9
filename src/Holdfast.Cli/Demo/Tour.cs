using Holdfast.Documents.Patches;
using Holdfast.Processes.Coordination;

namespace Holdfast.Cli.Demo;

/// <summary>What an inventory can show beyond its result: history, a difference, a mistake and the way back.</summary>
/// <param name="Event">
/// The commit that is looked at: the one that took a dead worker's claim back, or the last result where nobody died.
/// </param>
/// <param name="IsDeath">Which of both it is.</param>
/// <param name="Around">That commit and its neighbours, oldest first.</param>
/// <param name="Difference">What it changed.</param>
/// <param name="Mistake">The commit that removed all results.</param>
/// <param name="Restored">The commit that brought them back.</param>
/// <param name="IsEqual">Whether the whole is then as it was.</param>
internal sealed record Tour(
    Revision Event,
    bool IsDeath,
    IReadOnlyList<Moment> Around,
    Patch Difference,
    Revision Mistake,
    Revision Restored,
    bool IsEqual)
{
    private const int Before = 2;
    private const int After = 2;

    /// <summary>Makes the tour. Afterwards the content is as it was, two revisions later.</summary>
    /// <param name="state">Where.</param>
    /// <param name="first">The first commit.</param>
    /// <param name="end">The state when all was done, which is still the newest.</param>
    /// <param name="death">The commit that took a dead worker's claim back; null where nobody died.</param>
    public static Tour Make(State state, Revision first, Snapshot end, Revision? death)
    {
        Revision seen = death ?? end.GetRevision(Inventory.DoneFiles);
        WorkQueue queue = Inventory.QueueOf(state);
        HistoryOptions around = new()
        {
            From = new Revision(Math.Max(first.Number, seen.Number - Before)),
            To = new Revision(Math.Min(end.Revision.Number, seen.Number + After)),
        };
        Moment[] moments = [.. state.History(around).Select(commit => Moment.Of(queue, commit))];
        Patch difference = state.Diff(seen.Previous, seen);
        Revision mistake = state.Atomic(
            transaction => transaction.Remove(Inventory.Files), new CommitOptions { Reason = "a mistake" });
        Revision restored = state.Rollback(end.Revision, new CommitOptions { Reason = "undo the mistake" });
        bool isEqual = state.SnapshotAt(restored).Root == end.Root;
        return new Tour(seen, death is not null, moments, difference, mistake, restored, isEqual);
    }
}
