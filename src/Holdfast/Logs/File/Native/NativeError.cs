using System.Runtime.InteropServices;
using Holdfast.Errors;

namespace Holdfast.Logs.File.Native;

/// <summary>Turns an error number of the operating system into a coded exception.</summary>
internal static class NativeError
{
    /// <summary>The number of this thread's last failed call.</summary>
    public static int Last => Marshal.GetLastPInvokeError();

    /// <summary>The number of this thread's last failed call, right after one that leaves it to the system.</summary>
    public static int LastOfSystem => Marshal.GetLastSystemError();

    /// <summary>Makes the exception for a failed call.</summary>
    /// <param name="doing">What was tried, as "write to".</param>
    /// <param name="file">What it was tried on.</param>
    /// <param name="errno">The error number.</param>
    /// <param name="position">The byte of the file, when one counts.</param>
    public static HoldfastException Make(string doing, string file, int errno, long? position = null)
    {
        (ErrorCode code, string advice) = Explain(errno);
        string text = Marshal.GetPInvokeErrorMessage(errno);
        return new HoldfastException(code, $"Cannot {doing} '{file}': {text} (error {errno}); {advice}.")
        {
            File = file,
            Position = position,
            Errno = errno,
        };
    }

    /// <summary>Makes the exception for the last failed call of this thread.</summary>
    public static HoldfastException MakeLast(string doing, string file, long? position = null) =>
        Make(doing, file, Last, position);

    private static (ErrorCode Code, string Advice) Explain(int errno) => errno switch
    {
        Errno.NoSpace or Errno.QuotaExceeded or Errno.FileTooBig =>
            (ErrorCode.DiskFull, "make room, then try again: what was committed before is safe"),
        Errno.NoAccess or Errno.NotPermitted =>
            (ErrorCode.PermissionDenied, "run as the owner of the store, or give this user access to its folder"),
        Errno.ReadOnly => (ErrorCode.ReadOnlyFileSystem, "a store needs a file system that can be written to"),
        Errno.NoEntry or Errno.Stale =>
            (ErrorCode.StoreReplaced, "a folder of its path was never there, or was removed or replaced; look at the "
                + "path, and open the store anew"),
        Errno.NotFolder => (ErrorCode.NotAStore, "the address of a store is a folder"),
        Errno.TooManyFiles or Errno.TooManyFilesInSystem =>
            (ErrorCode.LimitReached, "raise the limit of open files (ulimit -n)"),
        _ => (ErrorCode.InputOutput, "look at the system's log (dmesg) and at the disk"),
    };
}
