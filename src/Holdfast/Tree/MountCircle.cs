namespace Holdfast.Tree;

/// <summary>Decides whether a mount would be seen within itself.</summary>
internal static class MountCircle
{
    /// <summary>
    /// Whether the part to be mounted reaches, directly or through mounts, the place where it is to be mounted.
    /// </summary>
    public static bool WouldClose(TreeRoot tree, StatePath at, TreeRoot target, StatePath path)
    {
        (object owner, StatePath place) = PlaceOf(tree, at);
        HashSet<(TreeRoot, StatePath)> seen = [];
        Stack<(TreeRoot Tree, StatePath Path)> open = new([(target, path)]);
        while (open.TryPop(out (TreeRoot Tree, StatePath Path) part))
        {
            if (!seen.Add(part)) continue;
            (object partOwner, StatePath partPlace) = PlaceOf(part.Tree, part.Path);
            if (partOwner.Equals(owner) && place.StartsWith(partPlace)) return true;
            if (part.Tree == tree && (at.StartsWith(part.Path) || part.Path.StartsWith(at))) return true;
            foreach ((TreeRoot, StatePath) next in Reached(part.Tree, part.Path)) open.Push(next);
        }

        return false;
    }

    private static IEnumerable<(TreeRoot, StatePath)> Reached(TreeRoot tree, StatePath path)
    {
        foreach (TreeMount mount in tree.Mounts)
        {
            if (mount.At.StartsWith(path))
                yield return (mount.Target, mount.Path);
            else if (path.StartsWith(mount.At))
                yield return (mount.Target, mount.Path.Concat(path.Skip(mount.At.Count)));
        }
    }

    private static (object Owner, StatePath Path) PlaceOf(TreeRoot tree, StatePath path)
    {
        (TreeRoot found, StatePath real) = tree.Locate(path);
        return found.Source.Place(real);
    }
}
