namespace Holdfast.Cli.Interactive;

/// <summary>The lines that were typed before, also in earlier sessions, kept in a file of the user.</summary>
/// <remarks>
/// Durability. A line is appended when it is entered. A file that cannot be read or written costs the history, and
///             nothing else: it is not what the user came for.
/// </remarks>
internal sealed class LineHistory
{
    /// <summary>How many lines are kept: as many as anybody scrolls back through.</summary>
    public const int MaxLines = 1000;

    private readonly string? _file;
    private readonly List<string> _lines;

    /// <param name="file">Where the lines are kept; null: nowhere.</param>
    public LineHistory(string? file)
    {
        _file = file;
        _lines = file is not null && TryDo(() => File.Exists(file) ? File.ReadAllLines(file) : [], out string[]? lines)
            ? [.. lines!.TakeLast(MaxLines)]
            : [];
    }

    /// <summary>The lines, oldest first.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>The file of the user, as the XDG base directory specification places it; null without a home.</summary>
    public static string? FileOf(Func<string, string?> variable)
    {
        string? folder = variable("XDG_STATE_HOME") is { Length: > 0 } set
            ? set
            : variable("HOME") is { Length: > 0 } home ? Path.Combine(home, ".local", "state") : null;
        return folder is null ? null : Path.Combine(folder, "holdfast", "history");
    }

    /// <summary>Adds a line, unless it is empty or the same as the last.</summary>
    public void Add(string line)
    {
        if (line.Length == 0 || (_lines is [.., var last] && last == line)) return;
        _lines.Add(line);
        if (_file is not null) TryDo(() => Keep(_file, line), out bool _);
    }

    private bool Keep(string file, string line)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        if (_lines.Count <= MaxLines)
        {
            File.AppendAllText(file, line + "\n");
        }
        else
        {
            _lines.RemoveRange(0, _lines.Count - MaxLines);
            File.WriteAllLines(file, _lines);
        }

        // What was typed may hold what only this user is to see, like the state itself.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return true;
    }

    private static bool TryDo<T>(Func<T> access, out T? result)
    {
        try
        {
            result = access();
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            result = default;
            return false;
        }
    }
}
