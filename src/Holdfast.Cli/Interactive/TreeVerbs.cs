using Holdfast.Cli.Parsing;
using Holdfast.Tree;

namespace Holdfast.Cli.Interactive;

/// <summary>The verbs that move through and change the tree.</summary>
internal static class TreeVerbs
{
    public static IReadOnlyList<TreeVerb> All { get; } =
    [
        new("append", "PATH JSON", "Joins text to a text, an item to a list, an amount to a number.", 2, 2,
            (shell, words) => shell.Cursor.Append(words[0], Json(words[1]))),
        new("cat", "PATH", "Prints a file, or a directory as JSON.", 1, 1,
            (shell, words) => shell.Answers.Line(shell.Cursor.Read(words[0]))),
        new("cd", "[PATH]", "Moves to a directory; without a path to the root.", 0, 1,
            (shell, words) => shell.Cursor.MoveTo(words is [var path] ? path : "/")),
        new("cp", "PATH DIRECTORY", "Copies to the same path below a directory.", 2, 2,
            (shell, words) => Copy(shell.Cursor, words[0], words[1])),
        new("load", "FOLDER [PATH]", "Writes what a folder holds over a directory.", 1, 2,
            (shell, words) => shell.Cursor.Merge(
                TreeCursor.Load(Folder(words[0])).Read("/"), words.ElementAtOrDefault(1) ?? "")),
        new("ls", "[PATH]", "Lists a directory: directories end with a slash.", 0, 1,
            (shell, words) => List(shell, words is [var path] ? path : "")),
        new("mkdir", "PATH...", "Makes directories, and those above them.", 1, int.MaxValue,
            (shell, words) => Each(words, shell.Cursor.MakeDirectory)),
        new("mount", "PATH NAMESPACE", "Shows another namespace of the store at a path.", 2, 2,
            (shell, words) => shell.Cursor.Mount(
                words[0], shell.Session.Stores.GetState(shell.Session.Store, words[1]))),
        new("pwd", "", "Prints the current directory.", 0, 0,
            (shell, _) => shell.Answers.Line(shell.Cursor.WorkingPath)),
        new("rm", "PATH...", "Removes files, and directories with all that is in them.", 1, int.MaxValue,
            (shell, words) => Each(words, path => Remove(shell.Cursor, path))),
        new("save", "FOLDER [PATH]", "Writes a directory to a folder that is not there yet.", 1, 2,
            (shell, words) => shell.Cursor.Save(Folder(words[0]), words.ElementAtOrDefault(1) ?? "")),
        new("touch", "PATH JSON", "Writes a file; missing directories are made.", 2, 2,
            (shell, words) => shell.Cursor.Write(words[0], Json(words[1]))),
        new("tree", "[PATH]", "Draws a directory with all that is in it.", 0, 1,
            (shell, words) => Lines(shell, shell.Cursor.Draw(words is [var path] ? path : ""))),
        new("unmount", "PATH", "Ends a mount.", 1, 1,
            (shell, words) => Unmount(shell.Cursor, words[0])),
    ];

    public static TreeVerb? Find(string name) => All.FirstOrDefault(verb => verb.Name == name);

    private static Value Json(string text) => Texts.Json(text, "; a text needs double quotes: '\"…\"'");

    private static string Folder(string text) => Texts.Name(text, "folder's");

    private static void Each(IReadOnlyList<string> words, Action<string> action)
    {
        foreach (string word in words) action(word);
    }

    private static void List(TreeShell shell, string path)
    {
        TreeListing listing = shell.Cursor.List(path);
        foreach (string directory in listing.Directories) shell.Answers.Line(Output.Printable.Text(directory) + "/");
        foreach (KeyValuePair<string, Value> file in listing.Files) shell.Answers.Line(Output.Printable.Text(file.Key));
    }

    private static void Copy(TreeCursor cursor, string path, string below)
    {
        if (!cursor.TryCopyTo(path, cursor, below)) cursor.Read(path);
    }

    private static void Remove(TreeCursor cursor, string path)
    {
        if (!cursor.Remove(path)) cursor.Read(path);
    }

    private static void Unmount(TreeCursor cursor, string path)
    {
        if (!cursor.Unmount(path)) throw Execution.Wrong.Usage($"nothing is mounted at '{path}'");
    }

    private static void Lines(TreeShell shell, string text)
    {
        foreach (string line in text.TrimEnd('\n').Split('\n')) shell.Answers.Line(line);
    }
}
