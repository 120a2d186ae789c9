using Holdfast.Errors;

namespace Holdfast.Tree;

/// <content>Trees as folders of the file system.</content>
public sealed partial class TreeCursor
{
    /// <summary>Writes a part of the tree to a folder, at the path that it has in the tree.</summary>
    /// <remarks>
    /// Shape.      A directory becomes a folder, a file a JSON file; slashes, NUL and percent signs in names, and a
    ///             dot in front, are written as <c>%</c> and two hexadecimal digits.
    /// Durability. A new folder is there whole or not at all, also after a kill. In one that is overwritten each file
    ///             is whole, as it was or as it is to be. The operating system writes them back when it likes.
    /// </remarks>
    /// <param name="folder">The folder that stands for the root of the tree; it is made when it is missing.</param>
    /// <param name="path">The part of the tree to save.</param>
    /// <param name="mode">What to do where something is there.</param>
    /// <exception cref="PathNotFoundException">PathNotFound: nothing is at the path.</exception>
    /// <exception cref="HoldfastOperationException">
    /// TreeNotSaved: the folder is there and may not be written to, a file stands where a folder must be or the other
    /// way round, or a name is too long for a file. Nothing was written.
    /// </exception>
    /// <exception cref="IOException">The file system refused.</exception>
    public void Save(string folder, string path = "/", TreeSaveMode mode = TreeSaveMode.RefuseExisting)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        StatePath start = Resolve(path);
        if (!TryRead(start, out Value value)) throw Missing(start);
        string target = Target(folder, start);
        if (mode == TreeSaveMode.RefuseExisting && Path.Exists(target))
        {
            throw new HoldfastOperationException(
                ErrorCode.TreeNotSaved, $"'{target}' is there already; save elsewhere, or ask to overwrite it.");
        }

        TreeFolder.ThrowIfNotPossible(value, target);
        if (Path.GetDirectoryName(Path.GetFullPath(target)) is { } parent) Directory.CreateDirectory(parent);
        if (Path.Exists(target)) TreeFolder.Save(value, target);
        else TreeFolder.SaveNew(value, target);
    }

    /// <summary>
    /// Reads a tree in memory from a folder that one was saved to; entries come in the order of their names.
    /// </summary>
    /// <exception cref="HoldfastOperationException">TreeNotLoaded: no folder, not JSON, or a link. Nothing is
    /// read.</exception>
    public static TreeCursor Load(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return new TreeCursor(TreeFolder.Load(folder));
    }

    private static string Target(string folder, StatePath path) =>
        Enumerable.Range(0, path.Count)
            .Aggregate(folder, (parent, at) => Path.Combine(parent, TreeFileName.Of(path[at])));
}
