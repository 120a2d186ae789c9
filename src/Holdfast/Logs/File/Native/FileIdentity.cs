using System.Runtime.InteropServices;

namespace Holdfast.Logs.File.Native;

/// <summary>What the operating system says of a file: which it is, whatever its path, and how long.</summary>
internal readonly unsafe record struct FileIdentity(long Device, long Inode)
{
    private const int CurrentFolder = -100;
    private const int EmptyPath = 0x1000;
    private const int BasicStatsAndBirth = 0xfff;
    private const uint BirthMask = 0x800;
    private const long NanosecondsPerSecond = 1_000_000_000;
    private const int BufferBytes = 256;

    private static nint CallNumber => RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 332 : 291;

    /// <summary>Whether both are the same file. (The compiler's own would make comparers by reflection.)</summary>
    public bool Equals(FileIdentity other) => Device == other.Device && Inode == other.Inode;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Device, Inode);

    /// <summary>Asks by path; null when nothing is there.</summary>
    public static FileFacts? TryGet(string path)
    {
        byte* buffer = stackalloc byte[BufferBytes];
        if (Libc.syscallStatx(CallNumber, CurrentFolder, path, 0, BasicStatsAndBirth, buffer) == 0)
            return Parse(buffer);

        int errno = NativeError.Last;
        return errno == Errno.NoEntry ? null : throw NativeError.Make("look at", path, errno);
    }

    /// <summary>Asks by descriptor.</summary>
    public static FileFacts Get(SafeDescriptor file, string path)
    {
        byte* buffer = stackalloc byte[BufferBytes];
        byte* empty = stackalloc byte[1];
        *empty = 0;
        return Libc.syscallStatx(CallNumber, file, empty, EmptyPath, BasicStatsAndBirth, buffer) == 0
            ? Parse(buffer)
            : throw NativeError.MakeLast("look at", path);
    }

    // Source. struct statx of statx(2): the layout is the same on all architectures.
    private static FileFacts Parse(byte* buffer)
    {
        long device = ((long)*(uint*)(buffer + 136) << 32) | *(uint*)(buffer + 140);
        var identity = new FileIdentity(device, *(long*)(buffer + 32));
        bool hasBirth = (*(uint*)buffer & BirthMask) != 0;
        long birth = hasBirth ? ParseTime(buffer + 80) : 0;
        return new FileFacts(
            identity,
            *(long*)(buffer + 40),
            birth,
            ParseTime(buffer + 96),
            *(uint*)(buffer + 16),
            *(ushort*)(buffer + 28));
    }

    private static long ParseTime(byte* time) => (*(long*)time * NanosecondsPerSecond) + *(uint*)(time + 8);
}
