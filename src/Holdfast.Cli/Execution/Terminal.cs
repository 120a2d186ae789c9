using System.Globalization;
using System.Runtime.InteropServices;

namespace Holdfast.Cli.Execution;

/// <summary>The terminal that this process was started from, if any.</summary>
internal static partial class Terminal
{
    /// <summary>How wide a terminal is that does not tell.</summary>
    public const int UsualColumns = 80;

    private const int Output = 1;
    private const nuint GetSize = 0x5413; // TIOCGWINSZ

    // The fields of /proc/self/stat behind the name.
    private const int GroupField = 2;
    private const int ForegroundField = 5;

    /// <summary>How wide the terminal of the standard output is.</summary>
    public static int GetColumns()
    {
        if (!OperatingSystem.IsLinux()) return Console.WindowWidth;
        Span<ushort> size = stackalloc ushort[4]; // Rows, columns, and both in pixels.
        return Control(Output, GetSize, size) == 0 && size[1] > 0 ? size[1] : UsualColumns;
    }

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

    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static partial int Control(int descriptor, nuint request, Span<ushort> size);
}
