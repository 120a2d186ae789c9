using System.Runtime.InteropServices;

namespace Holdfast.Cli.Execution;

/// <summary>Looks at an address before it is opened.</summary>
/// <remarks>
/// Every command does so, and the framework's own ways search the text with vectors, which take some milliseconds to
/// load.
/// </remarks>
internal static partial class Place
{
    private const int CurrentFolder = -100;
    private const int DoNotFollow = 0x100;
    private const int MostBytes = 256;

    /// <summary>Whether an address names something else than a folder.</summary>
    public static bool HasScheme(string address)
    {
        foreach (char unit in address)
        {
            if (unit == ':') return true;
        }

        return false;
    }

    /// <summary>Whether a file or folder, or a link to nowhere, has a path.</summary>
    public static bool Exists(string path)
    {
        Span<byte> bytes = stackalloc byte[MostBytes];
        return OperatingSystem.IsLinux() && TryCopy(path, bytes)
            ? Access(CurrentFolder, bytes, 0, DoNotFollow) == 0
            : Path.Exists(path);
    }

    // Of a path that is short ASCII, as most are; the zero at the end is there already.
    private static bool TryCopy(string path, Span<byte> zeros)
    {
        if (path.Length is 0 or >= MostBytes) return false;
        for (int index = 0; index < path.Length; index++)
        {
            if (path[index] is '\0' or > '~') return false;
            zeros[index] = (byte)path[index];
        }

        return true;
    }

    [LibraryImport("libc", EntryPoint = "faccessat")]
    private static partial int Access(int folder, ReadOnlySpan<byte> path, int mode, int flags);
}
