using Holdfast.Errors;
using Holdfast.Logs.File.Live;
using Holdfast.Logs.File.Native;

namespace Holdfast.Logs.File.Opening;

/// <summary>Refuses file systems on which the kernel's locks or the shared mapping are not known to work.</summary>
/// <remarks>Source. The magic numbers of statfs(2) and linux/magic.h; that of ZFS from its own sources.</remarks>
internal static unsafe class FileSystemCheck
{
    private const int BufferBytes = 256;
    private const uint Tmpfs = 0x01021994;

    /// <summary>Checks the file system of `live`.</summary>
    /// <returns>Whether a flush there means anything (it does not in memory).</returns>
    /// <exception cref="HoldfastException">FileSystemRefused.</exception>
    public static bool Verify(SafeDescriptor live, string path, FileLogOptions options)
    {
        byte* buffer = stackalloc byte[BufferBytes];
        if (Libc.fstatfs(live, buffer) != 0)
            throw NativeError.MakeLast("look at the file system of", path);

        uint magic = (uint)*(long*)buffer;
        if (!IsKnown(magic)) Refuse(path, magic, options);

        return magic != Tmpfs;
    }

    private static bool IsKnown(uint magic) => magic is 0xEF53 // ext2, ext3, ext4
        or 0x58465342  // xfs
        or 0xF2F52010  // f2fs
        or 0x2FC12FC1  // zfs
        or 0x9123683E  // btrfs
        or 0x794C7630  // overlayfs
        or Tmpfs;

    private static void Refuse(string path, uint magic, FileLogOptions options)
    {
        if (!options.AllowUnknownFileSystem)
        {
            throw Refusal(path, magic,
                "is not known to share locks and memory between processes; use a local disk, "
                    + "or allow unknown file systems in the options");
        }

        if (!LocksExclude(path))
            throw Refusal(path, magic, "does not keep locks apart between two descriptors; use a local disk");

        if (!MappingIsCoherent(path))
            throw Refusal(path, magic, "does not show written bytes in a shared mapping; use a local disk");
    }

    private static bool LocksExclude(string path)
    {
        const long Place = LiveLayout.OpenLock - 1;
        using SafeDescriptor first = Disk.OpenOrCreate(path);
        using SafeDescriptor second = Disk.OpenOrCreate(path);
        return KernelLock.TryExclusive(first.Number, Place, path)
            && !KernelLock.TryExclusive(second.Number, Place, path);
    }

    private static bool MappingIsCoherent(string path)
    {
        string probe = path + Disk.TemporarySuffix;
        using SafeDescriptor file = Disk.OpenOrCreate(probe);
        try
        {
            return ProbeMapping(file, probe);
        }
        finally
        {
            _ = Libc.unlink(probe);
        }
    }

    private static bool ProbeMapping(SafeDescriptor file, string path)
    {
        if (Libc.ftruncate(file, LiveLayout.PageBytes) != 0)
            throw NativeError.MakeLast("lengthen", path);

        byte* mapped = (byte*)Libc.mmap(null, LiveLayout.PageBytes, 3, 1, file, 0);
        if ((nint)mapped == -1) return false;

        byte value = 0x5A;
        bool seen = Libc.pwrite(file.Number, &value, 1, 0) == 1 && Volatile.Read(ref *mapped) == value;
        Volatile.Write(ref mapped[1], value);
        byte back = 0;
        seen &= Libc.pread(file, &back, 1, 1) == 1 && back == value;
        _ = Libc.munmap(mapped, LiveLayout.PageBytes);
        return seen;
    }

    private static HoldfastException Refusal(string path, uint magic, string why) => new(
        ErrorCode.FileSystemRefused, $"The file system of '{path}' (type 0x{magic:X}) {why}.")
    {
        File = path,
    };
}
