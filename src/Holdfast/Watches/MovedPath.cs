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

    /// <summary>Gives the paths that a commit moved to something else.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="paths">The watched paths.</param>
    /// <param name="withSame">Whether one counts at which the same text stands.</param>
    public static List<MovedPath> Find(Commit commit, IReadOnlyList<StatePath> paths, bool withSame)
    {
        List<MovedPath> moved = None;
        foreach (Change change in commit.ChangeArray)
        {
            if (!ChangeShape.MovesNeighbours(change)) continue;
            foreach (StatePath path in paths)
            {
                if (IsAtOrBehind(path, change.Path) && !moved.Exists(each => each.Path == path)
                    && Look(commit, path, withSame) is { } found)
                {
                    moved = moved == None ? [] : moved;
                    moved.Add(found);
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

    private static MovedPath? Look(Commit commit, StatePath path, bool withSame)
    {
        Value? before = commit.DocumentBefore.TryGet(path, out Value old) ? old : default(Value?);
        Value? after = commit.DocumentAfter.TryGet(path, out Value now) ? now : default(Value?);
        bool isSame = before is { } was && after is { } isNow ? was.IsSameText(isNow) : before is null && after is null;
        return isSame && !(withSame && before is not null) ? null : new MovedPath(path, before, after);
    }
}
