using System.Buffers.Text;
using Holdfast.Logs.File.Native;

namespace Holdfast.Logs.File.Live;

/// <summary>
/// What tells whether the last life of `live` ended on this machine, since its last start, in this very file.
/// </summary>
/// <param name="Boot">The start of the machine.</param>
/// <param name="Device">The device of `live`.</param>
/// <param name="Inode">The inode of `live`.</param>
/// <param name="Birth">When `live` was made.</param>
/// <param name="StoreChanged">When store.json was last changed, named or linked; no program can set that time.</param>
internal readonly record struct LiveIdentity(Guid Boot, long Device, long Inode, long Birth, long StoreChanged = 0)
{
    private const string BootFile = "/proc/sys/kernel/random/boot_id";

    /// <summary>
    /// Asks the system. Without /proc the start is a new one each time, which only costs revision numbers.
    /// </summary>
    public static LiveIdentity Get(FileFacts live, FileFacts? store) =>
        new(ReadBoot(), live.Identity.Device, live.Identity.Inode, live.Birth, store?.Changed ?? 0);

    /// <summary>
    /// Whether a header was written into the very file that this one is, wherever its device is found now, and beside
    /// the store.json that is there now.
    /// </summary>
    /// <remarks>
    /// An inode's number alone does not say so: a folder restored to a new file system often gets the same ones. Nor do
    /// the number and the birth: a backup copied over the store is written into the files that are there.
    /// </remarks>
    public bool IsFileOf(LiveHeader last) =>
        last.Inode == Inode && last.Birth == Birth && last.StoreChanged == StoreChanged;

    private static unsafe Guid ReadBoot()
    {
        Span<byte> text = stackalloc byte[36];
        using SafeDescriptor? file = Disk.TryOpenForReading(BootFile);
        return file is not null && Disk.Read(file, BootFile, 0, text) == text.Length
            && Utf8Parser.TryParse(text, out Guid boot, out int length) && length == text.Length
            ? boot
            : Guid.NewGuid();
    }
}
