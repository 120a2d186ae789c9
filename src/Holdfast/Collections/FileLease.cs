using System.Diagnostics;
using Holdfast.Errors;
using Holdfast.Logs.File.Native;
using Holdfast.Timing;

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
    /// <exception cref="HoldfastTimeoutException">LockTimedOut; whoever has the right keeps it.</exception>
    public static FileLease? Take(string path, TimeSpan timeout)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            SafeDescriptor? file = Disk.TryOpen(path);
            if (file is null) return null;
            try
            {
                if (!TryLock(file, path, Rest(start, timeout)))
                {
                    if (timeout == Timeout.InfiniteTimeSpan) continue;
                    throw TimedOut(path, timeout);
                }

                if (IsAt(file, path)) return new FileLease(file);
            }
            catch (Exception failure) when (failure is not HoldfastTimeoutException)
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

    /// <returns>False when the time is over; then the descriptor is not the caller's any more.</returns>
    private static bool TryLock(SafeDescriptor file, string path, TimeSpan rest)
    {
        if (KernelLock.TryExclusive(file.Number, 0, path)) return true;
        if (rest > TimeSpan.Zero && FileLockWait.MayBegin) return FileLockWait.TryTake(file, path, rest);

        // So many others were given up that no further thread may be left in the kernel: poll instead.
        long until = Deadline.After(rest).Until;
        for (int nap = FirstNap; Environment.TickCount64 < until; nap = Math.Min(nap * 2, LongestNap))
        {
            Thread.Sleep(nap);
            if (KernelLock.TryExclusive(file.Number, 0, path)) return true;
        }

        file.Dispose();
        return false;
    }

    private static TimeSpan Rest(long start, TimeSpan timeout)
    {
        if (timeout == Timeout.InfiniteTimeSpan || timeout > Deadline.Longest) return Deadline.Longest;
        TimeSpan rest = timeout - Stopwatch.GetElapsedTime(start);
        return rest > TimeSpan.Zero ? rest : TimeSpan.Zero;
    }

    private static HoldfastTimeoutException TimedOut(string path, TimeSpan timeout) => new(
        ErrorCode.LockTimedOut,
        $"Another process or dictionary has been writing '{path}' for {timeout.TotalSeconds:0.###} s; wait "
            + "longer (LockTimeout), or find out what it waits for. Nothing was changed.");
}
