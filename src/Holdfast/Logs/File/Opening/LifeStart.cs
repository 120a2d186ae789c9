using System.Runtime.CompilerServices;
using Holdfast.Logs.File.Format;
using Holdfast.Logs.File.Live;
using Holdfast.Logs.File.Namespaces;
using Holdfast.Logs.File.Native;

namespace Holdfast.Logs.File.Opening;

/// <summary>What a first opener does while it is alone: judges how the last life ended, and begins a new one.</summary>
/// <remarks>
/// Crash window. store.json gets its new generation, flushed, before `live` forgets the old life: a crash between the
/// two makes the next opener take the folder for a copy, which only costs more numbers. Each namespace compares
/// generations when it is recovered, however much later.
/// </remarks>
internal static unsafe class LifeStart
{
    /// <summary>Judges, writes store.json when that must change, and rebuilds `live` in place.</summary>
    public static StoreRecord Begin(string folder, SafeDescriptor live, FileLogOptions options, Disk disk)
    {
        string livePath = Path.Combine(folder, FileFormat.LiveFile);
        string storePath = Path.Combine(folder, FileFormat.StoreFile);
        FileFacts facts = FileIdentity.Get(live, livePath);
        Func<LiveIdentity> identify =
            options.Identity ?? (() => LiveIdentity.Get(facts, FileIdentity.TryGet(storePath)));
        LiveIdentity identity = identify();
        LiveHeader? last = ReadHeader(live, livePath);
        LiveHeader? own = last is { } header && identity.IsFileOf(header) ? last : null;

        StoreRecord? known = StoreRecord.TryRead(storePath);
        StoreRecord store = known is null ? new StoreRecord(Guid.NewGuid(), 0, 0) : Judge(known, own, identity);
        if (store != known)
        {
            disk.ReplaceDurably(storePath, store.ToJson());
            identity = identify();
        }

        NamespaceFolders.RemoveLeftovers(folder, disk);
        bool isClean = known is null || own?.Clean == LiveLayout.CleanMark;
        Rebuild(live, livePath, facts.Length, last, Describe(identity, store, isClean));
        return store;
    }

    /// <summary>Reads the header of the last life; null when it is not an intact one of this version.</summary>
    public static LiveHeader? ReadHeader(SafeDescriptor live, string path)
    {
        LiveHeader header = default;
        var bytes = new Span<byte>(&header, LiveLayout.PageBytes);
        return Disk.Read(live, path, 0, bytes) == bytes.Length
            && header.Magic == LiveLayout.Magic
            && header.Version == LiveLayout.Version
            && header.Checksum == Sum(header)
            ? header
            : null;
    }

    // A header that is not of this very store tells nothing of it: the folder is a copy.
    private static StoreRecord Judge(StoreRecord store, LiveHeader? own, LiveIdentity now)
    {
        if (own is not { } ended)
            return store with { Generation = store.Generation + 1, CopyGeneration = store.Generation + 1 };

        bool nothingLost = ended.Clean == LiveLayout.CleanMark
            || (ended.Boot == now.Boot && ended.Device == now.Device);
        return nothingLost ? store : store with { Generation = store.Generation + 1 };
    }

    private static LiveHeader Describe(LiveIdentity identity, StoreRecord store, bool isClean)
    {
        var header = new LiveHeader
        {
            Magic = LiveLayout.Magic,
            Version = LiveLayout.Version,
            Boot = identity.Boot,
            Device = identity.Device,
            Inode = identity.Inode,
            Birth = identity.Birth,
            Generation = store.Generation,
            StoreChanged = identity.StoreChanged,
            Clean = isClean ? LiveLayout.CleanMark : 0,
            Unsure = isClean ? 0 : 1,
        };
        header.Checksum = Sum(header);
        return header;
    }

    // The pages that are in use are zeroed by writing over them: that needs no room, so a store on a full disk opens.
    private static void Rebuild(SafeDescriptor live, string path, long length, LiveHeader? last, LiveHeader header)
    {
        bool isReusable = length == LiveLayout.FileBytes && last is not null;
        int slots = isReusable ? Math.Clamp(last.GetValueOrDefault().SlotCount, 0, LiveLayout.MaxSlots) : 0;
        if (!isReusable) SetLength(live, path, 0);

        byte[] zeros = new byte[LiveLayout.SlotsPlace + (RoundUp(slots) * LiveLayout.SlotBytes)];
        Unsafe.WriteUnaligned(ref zeros[0], header);
        new Disk(null).Write(live, path, 0, zeros);
        if (!isReusable) SetLength(live, path, LiveLayout.FileBytes);
    }

    private static int RoundUp(int slots) =>
        (slots + LiveLayout.SlotsPerPage - 1) / LiveLayout.SlotsPerPage * LiveLayout.SlotsPerPage;

    private static void SetLength(SafeDescriptor live, string path, long length)
    {
        if (Libc.ftruncate(live, length) != 0) throw NativeError.MakeLast("lengthen", path);
    }

    private static uint Sum(LiveHeader header)
    {
        header.Checksum = 0;
        return Crc32C.Compute(0, new ReadOnlySpan<byte>(&header, 64));
    }
}
