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
    private static readonly Dictionary<FileIdentity, nint> Mappings = [];

    /// <summary>Gives the address at which the file, already as long as it must be, is mapped.</summary>
    public static byte* Get(SafeDescriptor file, FileIdentity identity, string path)
    {
        lock (Guard)
        {
            if (!Mappings.TryGetValue(identity, out nint address))
            {
                void* mapped = Libc.mmap(null, LiveLayout.FileBytes, ReadWriteProtection, SharedFlag, file, 0);
                address = (nint)mapped != -1 ? (nint)mapped : throw NativeError.MakeLast("map", path);
                Mappings.Add(identity, address);
            }

            return (byte*)address;
        }
    }
}
