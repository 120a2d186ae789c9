namespace Holdfast.Cli.Output;

/// <summary>Makes texts from a state fit for a terminal: nothing in them can move its cursor.</summary>
internal static class Printable
{
    private const int LongestValue = 48;

    /// <summary>A text on one line, control characters shown as a middle dot.</summary>
    public static string Text(string text) => text.Any(char.IsControl)
        ? string.Concat(text.Select(character => char.IsControl(character) ? '·' : character))
        : text;

    /// <summary>A value on one line, its end left out when it is long.</summary>
    public static string Value(Value? value)
    {
        if (value is not { } some) return "(nothing)";
        return Short(Text(some.ToString()));
    }

    /// <summary>A text whose end is left out when it is long.</summary>
    public static string Short(string text) =>
        text.Length <= LongestValue ? text : text[..(LongestValue - 1)] + "…";

    /// <summary>A path; the whole document shows as a slash.</summary>
    public static string Path(StatePath path) => path.Count == 0 ? "/" : Text(path.ToString());

    /// <summary>A path in a message, quoted as the library's messages quote it.</summary>
    public static string Quoted(StatePath path) => $"'{Path(path)}'";

    /// <summary>The first changes of a commit, and how many more there are.</summary>
    public static string Changes(Commit commit)
    {
        if (commit.Changes is not [var first, ..]) return "";
        string text = $"{Path(first.Path)}: {Value(first.Before)} -> {Value(first.After)}";
        return commit.Changes.Count == 1 ? text : $"{text} (+{commit.Changes.Count - 1})";
    }
}
