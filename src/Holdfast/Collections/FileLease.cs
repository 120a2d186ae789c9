using System.Diagnostics;
using Holdfast.Errors;
using Holdfast.Logs.File.Native;

namespace Holdfast.Collections;

/// <summary>
/// The right to replace a dictionary's file: a kernel lock on that very file, which ends with its process, however it
/// ends. So there is no lock file to be left behind.
/// </summary>
internal sealed class FileLease : IDisposable
{
    private const int FirstNap = 1;
    private const int LongestNap = 20;

    private readonly SafeDescriptor _file;

    private FileLease(SafeDescriptor file) => _file = file;

    /// <summary>Takes the right to replace the file at a path, and waits for it.</summary>
    /// <returns>Null when there is no file.</returns>
    /// <exception cref="HoldfastTimeoutException">LockTimedOut; who has the right keeps it.</exception>
    public static FileLease? Take(string path, TimeSpan timeout)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            SafeDescriptor? file = Disk.TryOpen(path);
            if (file is null) return null;
            try
            {
                Lock(file, path, start, timeout);
                if (IsAt(file, path)) return new FileLease(file);
            }
            catch
            {
                file.Dispose();
                throw;
            }

            // Who had the lock has replaced the file: the lock that counts is that of the new one.
            file.Dispose();
        }
    }

    /// <summary>The permissions of the file.</summary>
    public uint PermissionsOf(string path)
    {
        const uint permissions = 0xFFF;
        return FileIdentity.Get(_file, path).Mode & permissions;
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static bool IsAt(SafeDescriptor file, string path) =>
        FileIdentity.TryGet(path)?.Identity == FileIdentity.Get(file, path).Identity;

    private static void Lock(SafeDescriptor file, string path, long start, TimeSpan timeout)
    {
        for (int nap = FirstNap; !KernelLock.TryExclusive(file.Number, 0, path); nap = Math.Min(nap * 2, LongestNap))
        {
            if (timeout != Timeout.InfiniteTimeSpan && Stopwatch.GetElapsedTime(start) >= timeout)
            {
                throw new HoldfastTimeoutException(
                    ErrorCode.LockTimedOut,
                    $"Another process or dictionary has been writing '{path}' for {timeout.TotalSeconds:0.###} s; wait "
                        + "longer (LockTimeout), or find out what it waits for. Nothing was changed.");
            }

            // The kernel has no lock that waits for a time; whoever writes is done within a few milliseconds.
            Thread.Sleep(nap);
        }
    }
}
