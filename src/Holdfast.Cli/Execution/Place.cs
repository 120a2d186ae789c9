using System.Runtime.InteropServices;
using System.Text;

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
    private const int NoEntry = 2;
    private const int NotFolder = 20;
    private const int NameTooLong = 36;

    /// <summary>Whether an address names something else than a folder.</summary>
    public static bool HasScheme(string address) => Has(address, ':');

    /// <summary>Whether a file or folder, or a link to nowhere, has a path, or nobody here may see that.</summary>
    /// <remarks>So a store in a folder of somebody else does not read as an empty one.</remarks>
    public static bool Exists(string path)
    {
        if (path.Length == 0 || Has(path, '\0')) return false;
        if (!OperatingSystem.IsLinux()) return Path.Exists(path);
        Span<byte> bytes = stackalloc byte[MostBytes];
        return TryCopy(path, bytes) ? Exists(bytes) : Exists(Encoding.UTF8.GetBytes(path + '\0'));
    }

    private static bool Has(string text, char wanted)
    {
        foreach (char unit in text)
        {
            if (unit == wanted) return true;
        }

        return false;
    }

    private static bool Exists(ReadOnlySpan<byte> path) => Access(CurrentFolder, path, 0, DoNotFollow) == 0
        || Marshal.GetLastPInvokeError() is not (NoEntry or NotFolder or NameTooLong);

    // Of a path that is short ASCII, as most are; the zero at the end is there already.
    private static bool TryCopy(string path, Span<byte> zeros)
    {
        if (path.Length >= MostBytes) return false;
        for (int index = 0; index < path.Length; index++)
        {
            if (path[index] > '~') return false;
            zeros[index] = (byte)path[index];
        }

        return true;
    }

    [LibraryImport("libc", EntryPoint = "faccessat", SetLastError = true)]
    private static partial int Access(int folder, ReadOnlySpan<byte> path, int mode, int flags);
}
