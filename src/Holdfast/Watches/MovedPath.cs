using Holdfast.Commits;

namespace Holdfast.Watches;

/// <summary>
/// A watched path in an array at or before which a commit put or removed an item: another item may stand there now.
/// </summary>
/// <param name="Path">The path.</param>
/// <param name="Before">What was there before the whole commit; null: nothing.</param>
/// <param name="After">What is there after it; null: nothing.</param>
internal readonly record struct MovedPath(StatePath Path, Value? Before, Value? After)
{
    private static readonly List<MovedPath> None = [];

    /// <summary>Gives the paths at which a commit may have put another item, also if it has the same text.</summary>
    public static List<MovedPath> Find(Commit commit, IReadOnlyList<StatePath> paths)
    {
        List<MovedPath> moved = None;
        foreach (Change change in commit.ChangeArray)
        {
            if (!ChangeShape.MovesNeighbours(change)) continue;
            foreach (StatePath path in paths)
            {
                if (IsAtOrBehind(path, change.Path) && !moved.Exists(each => each.Path == path))
                {
                    moved = moved == None ? [] : moved;
                    moved.Add(Look(commit, path));
                }
            }
        }

        return moved;
    }

    private static bool IsAtOrBehind(StatePath path, StatePath changed) =>
        path.Count >= changed.Count
        && path.StartsWith(changed.Parent)
        && int.TryParse(changed.Name, out int index)
        && int.TryParse(path[changed.Count - 1], out int own)
        && index <= own;

    private static MovedPath Look(Commit commit, StatePath path)
    {
        Value? before = commit.DocumentBefore.TryGet(path, out Value old) ? old : default(Value?);
        Value? after = commit.DocumentAfter.TryGet(path, out Value now) ? now : default(Value?);
        return new MovedPath(path, before, after);
    }
}
