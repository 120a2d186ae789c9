using Holdfast.Errors;
using Holdfast.Logs.File.Format;
using Holdfast.Logs.File.Live;
using Holdfast.Logs.File.Native;

namespace Holdfast.Logs.File.Opening;

/// <summary>Opens a folder: alone, as the first, or beside others.</summary>
internal static class StoreOpening
{
    /// <summary>Opens `live` and takes part in the store. The folder must be prepared.</summary>
    /// <exception cref="HoldfastException">StoreBusy, FormatVersion, FileSystemRefused, or another fault.</exception>
    public static StoreSession Open(string folder, FileLogOptions options, Disk disk)
    {
        string path = Path.Combine(folder, FileFormat.LiveFile);
        long deadline = Clock.Milliseconds + (long)options.OpenTimeout.TotalMilliseconds;
        while (true)
        {
            SafeDescriptor live = Disk.OpenOrCreate(path);
            try
            {
                bool isFirst = WaitForOpenLock(live, path, deadline);
                FileFacts facts = FileIdentity.Get(live, path);
                if (FileIdentity.TryGet(path)?.Identity == facts.Identity)
                    return Join(folder, live, facts.Identity, isFirst, options, disk);
            }
            catch
            {
                live.Dispose();
                throw;
            }

            // The folder was removed and made anew while we waited for the lock of the old one.
            live.Dispose();
        }
    }

    private static StoreSession Join(
        string folder, SafeDescriptor live, FileIdentity identity, bool isFirst, FileLogOptions options, Disk disk)
    {
        string path = Path.Combine(folder, FileFormat.LiveFile);
        bool isDurable = FileSystemCheck.Verify(live, path, options);
        StoreRecord store;
        if (isFirst)
        {
            store = LifeStart.Begin(folder, live, options, disk);
            _ = KernelLock.TryShared(live.Number, LiveLayout.OpenLock, path);
        }
        else
        {
            store = StoreRecord.TryRead(Path.Combine(folder, FileFormat.StoreFile)) ?? throw Replaced(folder);
            if (LifeStart.ReadHeader(live, path) is null) throw OtherVersion(live, path);
        }

        return new StoreSession(folder, store, new LiveFile(live, path, identity), options, disk, isDurable);
    }

    private static bool WaitForOpenLock(SafeDescriptor live, string path, long deadline)
    {
        while (true)
        {
            if (KernelLock.TryExclusive(live.Number, LiveLayout.OpenLock, path)) return true;

            if (KernelLock.TryShared(live.Number, LiveLayout.OpenLock, path)) return false;

            if (Clock.Milliseconds >= deadline)
            {
                throw new HoldfastException(
                    ErrorCode.StoreBusy,
                    $"Another process has been opening or closing '{path}' for long; "
                        + "try again, or look for a stopped process.")
                {
                    File = path,
                };
            }

            KernelLock.Nap();
        }
    }

    // Others have the store open, and what they made of `live` is not what this program knows.
    private static HoldfastException OtherVersion(SafeDescriptor live, string path)
    {
        Span<byte> bytes = stackalloc byte[12];
        _ = Disk.Read(live, path, 0, bytes);
        return StoreRecord.WrongVersion(path, BitConverter.ToInt32(bytes[8..]), LiveLayout.Version);
    }

    private static HoldfastException Replaced(string folder) => new(
        ErrorCode.StoreReplaced, $"'{folder}' was removed while it was being opened; open it anew.")
    {
        File = folder,
    };
}
