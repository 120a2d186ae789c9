using Holdfast.Documents.Json;
using Holdfast.Errors;

namespace Holdfast.Tree;

/// <summary>Trees as folders: one folder per directory, and in it one JSON file per file.</summary>
internal static class TreeFolder
{
    /// <summary>Writes a directory or file of a tree to where nothing is: whole, or not at all.</summary>
    /// <remarks>
    /// Beside it first: a program that dies meanwhile leaves a folder that is no entry, which the next save removes.
    /// </remarks>
    public static void SaveNew(Value value, string path)
    {
        string temporary = path + TreeFileName.TemporarySuffix;
        if (!TreeListing.IsDirectory(value))
        {
            WriteFile(path, value);
            return;
        }

        if (Directory.Exists(temporary)) Directory.Delete(temporary, recursive: true);
        try
        {
            Save(value, temporary);
            Directory.Move(temporary, path);
        }
        catch
        {
            if (Directory.Exists(temporary)) Directory.Delete(temporary, recursive: true);
            throw;
        }
    }

    /// <summary>Finds out, before anything is written, whether names and what is there let a tree be saved.</summary>
    /// <exception cref="HoldfastOperationException">TreeNotSaved.</exception>
    public static void ThrowIfNotPossible(Value value, string path)
    {
        if (!TreeListing.IsDirectory(value))
        {
            if (Directory.Exists(path)) throw InTheWay(path, "folder");
            return;
        }

        if (File.Exists(path)) throw InTheWay(path, "file");
        foreach (KeyValuePair<string, Value> entry in value.Members)
            ThrowIfNotPossible(entry.Value, Path.Combine(path, TreeFileName.Of(entry.Key)));
    }

    /// <summary>Writes a directory or file of a tree to a path of the file system.</summary>
    public static void Save(Value value, string path)
    {
        if (!TreeListing.IsDirectory(value))
        {
            WriteFile(path, value);
            return;
        }

        MakeFolder(path);
        foreach (KeyValuePair<string, Value> entry in value.Members)
            Save(entry.Value, Path.Combine(path, TreeFileName.Of(entry.Key)));
    }

    /// <summary>
    /// Reads a folder, names in ordinal order. What is not a plain file or folder, such as a link, is refused.
    /// </summary>
    public static Value Load(string folder)
    {
        DirectoryInfo directory = new(folder);
        if (!directory.Exists) throw NotLoaded($"There is no folder '{folder}'; name one that a tree was saved to.");
        return Value.FromMembers(directory.EnumerateFileSystemInfos()
            .Where(entry => !entry.Name.EndsWith(TreeFileName.TemporarySuffix, StringComparison.Ordinal))
            .OrderBy(entry => entry.Name, StringComparer.Ordinal)
            .Select(entry => KeyValuePair.Create(NameOf(entry), LoadEntry(entry))));
    }

    private static Value LoadEntry(FileSystemInfo entry)
    {
        // A link could lead round in a circle, or out of the folder that the caller named.
        if (entry.LinkTarget is not null)
            throw NotLoaded($"'{entry.FullName}' is a link; put what it leads to in its place.");
        return entry is DirectoryInfo ? Load(entry.FullName) : ReadFile(entry.FullName);
    }

    private static string NameOf(FileSystemInfo entry) => TreeFileName.Parse(entry.Name)
        ?? throw NotLoaded($"'{entry.FullName}' is no name of an entry: % is followed by two digits; rename it.");

    private static Value ReadFile(string path)
    {
        using FileStream file = File.OpenRead(path);
        try
        {
            return Value.Parse(file);
        }
        catch (HoldfastFormatException malformed)
        {
            throw NotLoaded($"'{path}' is not JSON: {malformed.Message}", malformed);
        }
    }

    private static void WriteFile(string path, Value value)
    {
        if (Directory.Exists(path)) throw InTheWay(path, "folder");

        // Under another name first, so that a program that dies here leaves a whole file or none.
        string temporary = path + TreeFileName.TemporarySuffix;
        using (FileStream file = File.Create(temporary))
        {
            value.WriteTo(file, JsonStyle.Indented);
        }

        File.Move(temporary, path, overwrite: true);
    }

    private static void MakeFolder(string path)
    {
        if (File.Exists(path)) throw InTheWay(path, "file");
        Directory.CreateDirectory(path);
    }

    private static HoldfastOperationException InTheWay(string path, string kind) =>
        new(ErrorCode.TreeNotSaved, $"A {kind} is in the way at '{path}'; remove it, or save elsewhere.");

    private static HoldfastOperationException NotLoaded(string message, Exception? cause = null) =>
        new(ErrorCode.TreeNotLoaded, message, cause);
}
