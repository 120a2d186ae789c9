namespace Holdfast.Tree;

/// <content>Walking through all that is there, of one moment, parents before children.</content>
public sealed partial class TreeCursor
{
    /// <summary>Lists a directory and all below it.</summary>
    /// <returns>Their pointers, parents first; none when there is no such directory.</returns>
    public IEnumerable<StatePath> GetDirectories(string path = "/") => Walk(path)
        .Where(entry => TreeListing.IsDirectory(entry.Value)).Select(entry => entry.Key);

    /// <summary>Lists all files at or below a path.</summary>
    /// <returns>Their pointers, the files of a directory in its order; none when nothing is there.</returns>
    public IEnumerable<StatePath> GetFiles(string path = "/") => Walk(path)
        .Where(entry => !TreeListing.IsDirectory(entry.Value)).Select(entry => entry.Key);

    /// <summary>Calls a function for a directory and those below it, as far as it wants to go down.</summary>
    /// <param name="visit">Is given a directory; says whether to go on to those in it.</param>
    /// <param name="path">The directory to begin at.</param>
    /// <returns>What the function said of the first; false when there is no such directory.</returns>
    public bool Explore(Func<StatePath, bool> visit, string path = "/")
    {
        ArgumentNullException.ThrowIfNull(visit);
        StatePath start = Resolve(path);
        return TryRead(start, out Value directory)
            && TreeListing.IsDirectory(directory)
            && Explore(start, directory, visit);
    }

    private static bool Explore(StatePath path, Value directory, Func<StatePath, bool> visit)
    {
        if (!visit(path)) return false;
        foreach (KeyValuePair<string, Value> entry in directory.Members)
        {
            if (TreeListing.IsDirectory(entry.Value)) Explore(path / entry.Key, entry.Value, visit);
        }

        return true;
    }

    private IEnumerable<KeyValuePair<StatePath, Value>> Walk(string path)
    {
        StatePath start = Resolve(path);
        Stack<KeyValuePair<StatePath, Value>> open = new();
        if (TryRead(start, out Value first)) open.Push(KeyValuePair.Create(start, first));
        while (open.TryPop(out KeyValuePair<StatePath, Value> entry))
        {
            yield return entry;
            if (!TreeListing.IsDirectory(entry.Value)) continue;
            foreach (KeyValuePair<string, Value> child in entry.Value.Members.Reverse())
            {
                open.Push(KeyValuePair.Create(entry.Key / child.Key, child.Value));
            }
        }
    }
}
