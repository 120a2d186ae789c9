using Holdfast.Documents.Drawing;
using Holdfast.Errors;

namespace Holdfast.Tree;

/// <content>Looking at what is there.</content>
public sealed partial class TreeCursor
{
    /// <summary>Gives the value of a file, or a directory as an object with all that is in it.</summary>
    public bool TryRead(string path, out Value value) => TryRead(Resolve(path), out value);

    /// <inheritdoc cref="TryRead(string, out Value)"/>
    public bool TryRead(StatePath path, out Value value) => _tree.TryGet(path, out value);

    /// <summary>Gives the value of a file, or a directory as an object with all that is in it.</summary>
    /// <exception cref="PathNotFoundException">PathNotFound: nothing is there.</exception>
    public Value Read(string path) => TryRead(path, out Value value) ? value : throw Missing(Resolve(path));

    /// <summary>Whether a file or a directory is at a path.</summary>
    public bool Exists(string path) => TryRead(path, out _);

    /// <summary>Whether a directory is at a path.</summary>
    public bool IsDirectory(string path) => IsDirectory(Resolve(path));

    /// <summary>Whether a file is at a path.</summary>
    public bool IsFile(string path) => TryRead(path, out Value value) && !TreeListing.IsDirectory(value);

    /// <summary>Lists a directory.</summary>
    /// <exception cref="PathNotFoundException">PathNotFound: there is no such directory.</exception>
    public TreeListing List(string path = "") => TreeListing.Of(ReadDirectory(path));

    /// <summary>Gives what is in a directory: the files first, then the directories with all that is in them.</summary>
    /// <exception cref="PathNotFoundException">PathNotFound: there is no such directory.</exception>
    public IEnumerable<KeyValuePair<string, Value>> GetEntries(string path = "") =>
        ReadDirectory(path).Members.OrderBy(entry => TreeListing.IsDirectory(entry.Value));

    /// <summary>Draws a directory with all that is in it.</summary>
    /// <exception cref="PathNotFoundException">PathNotFound: there is no such directory.</exception>
    public string Draw(string path = "") => TreeDrawing.Draw(ReadDirectory(path), NameOf(Resolve(path)));

    /// <summary>Draws a directory with its files, and no more of its directories than their names.</summary>
    /// <exception cref="PathNotFoundException">PathNotFound: there is no such directory.</exception>
    public string DrawDirectory(string path = "")
    {
        IEnumerable<KeyValuePair<string, Value>> entries = ReadDirectory(path).Members.Select(entry =>
            TreeListing.IsDirectory(entry.Value) ? KeyValuePair.Create(entry.Key, Value.EmptyObject) : entry);
        return TreeDrawing.Draw(Value.FromMembers(entries), NameOf(Resolve(path)));
    }

    /// <summary>The drawing of the whole tree.</summary>
    public override string ToString() => Draw("/");

    private static string NameOf(StatePath path) => path.IsRoot ? "/" : path.Name;

    private static PathNotFoundException Missing(StatePath path) =>
        new(ErrorCode.PathNotFound, $"Nothing is at '{path}'; list what is there in its directory.")
        {
            Path = path.ToString(),
        };

    private bool IsDirectory(StatePath path) =>
        path.IsRoot || (TryRead(path, out Value value) && TreeListing.IsDirectory(value));

    private Value ReadDirectory(string path) => ReadDirectory(Resolve(path));

    private Value ReadDirectory(StatePath path) =>
        TryRead(path, out Value value) && TreeListing.IsDirectory(value) ? value : throw NoDirectory(path);
}
