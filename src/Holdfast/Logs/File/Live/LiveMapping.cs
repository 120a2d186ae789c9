using Holdfast.Logs.File.Native;

namespace Holdfast.Logs.File.Live;

/// <summary>
/// Maps `live` once for the life of the process, so that a tail can be read at any time, also while a store closes.
/// </summary>
/// <remarks>
/// Never unmapped: a log object that outlives its store still reads valid memory. The mapping pins the inode, so the
/// number that identifies it cannot come to mean another file; opening the same store again uses the same mapping.
/// </remarks>
internal static unsafe class LiveMapping
{
    private const int ReadWriteProtection = 3;
    private const int SharedFlag = 1;
    private static readonly Lock Guard = new();
    private static readonly List<Mapping> Mappings = [];

    /// <summary>Gives the address at which the file, already as long as it must be, is mapped.</summary>
    public static byte* Get(SafeDescriptor file, FileIdentity identity, string path)
    {
        lock (Guard)
        {
            if (Mappings.Find(each => each.File.Equals(identity)) is { } known) return known.Start;

            void* mapped = Libc.mmap(null, LiveLayout.FileBytes, ReadWriteProtection, SharedFlag, file, 0);
            if ((nint)mapped == -1) throw NativeError.MakeLast("map", path);

            Mappings.Add(new Mapping(identity, (byte*)mapped));
            return (byte*)mapped;
        }
    }

    private sealed class Mapping(FileIdentity file, byte* start)
    {
        public FileIdentity File { get; } = file;

        public byte* Start { get; } = start;
    }
}
