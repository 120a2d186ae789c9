using System.Globalization;

namespace Holdfast.Cli.Execution;

/// <summary>The terminal that this process was started from, if any.</summary>
internal static class Terminal
{
    // The fields of /proc/self/stat behind the name.
    private const int GroupField = 2;
    private const int ForegroundField = 5;

    /// <summary>
    /// Whether what is typed there concerns this process: then Ctrl-C goes to it and to all that it has started.
    /// </summary>
    public static bool IsInForeground()
    {
        string line = File.ReadAllText("/proc/self/stat");
        string[] fields = line[(line.LastIndexOf(')') + 2)..].Split(' ');
        return Number(GroupField) == Number(ForegroundField);

        int Number(int field) => int.Parse(fields[field], CultureInfo.InvariantCulture);
    }
}
