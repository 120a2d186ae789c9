namespace Holdfast.Configuration;

/// <summary>Tells which configurations a commit touches.</summary>
internal static class ConfigNames
{
    /// <summary>Gives their names, each once.</summary>
    /// <param name="commit">A commit as the state of all configurations sees it.</param>
    public static IEnumerable<string> TouchedBy(Commit commit) =>
        TouchedBy(commit.Changes.Select(change => change.Path), commit.After);

    /// <summary>Gives the names that some paths touch; the root touches all that are there.</summary>
    public static IEnumerable<string> TouchedBy(IEnumerable<StatePath> paths, Snapshot after)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (StatePath path in paths)
        {
            if (path.IsRoot)
                return after.Root.Members.Select(member => member.Key);
            names.Add(path[0]);
        }

        return names;
    }
}
