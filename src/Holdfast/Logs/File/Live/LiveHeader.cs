using System.Runtime.InteropServices;

namespace Holdfast.Logs.File.Live;

/// <summary>
/// The first page of `live`. The first 64 bytes are written once in a life of `live`; the rest changes.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = LiveLayout.PageBytes)]
internal struct LiveHeader
{
    /// <summary><see cref="LiveLayout.Magic"/>.</summary>
    [FieldOffset(0)]
    public ulong Magic;

    /// <summary><see cref="LiveLayout.Version"/>.</summary>
    [FieldOffset(8)]
    public int Version;

    /// <summary>CRC-32C of the first 64 bytes with this field zero.</summary>
    [FieldOffset(12)]
    public uint Checksum;

    /// <summary>The start of the machine in which this life began.</summary>
    [FieldOffset(16)]
    public Guid Boot;

    /// <summary>The device of `live`; another one: this is a copy.</summary>
    [FieldOffset(32)]
    public long Device;

    /// <summary>The inode of `live`; another one: this is a copy.</summary>
    [FieldOffset(40)]
    public long Inode;

    /// <summary>The store's generation, as in store.json when this life began.</summary>
    [FieldOffset(48)]
    public long Generation;

    /// <summary>
    /// When store.json was last changed before this life, in nanoseconds since 1970; another time: this is a copy.
    /// </summary>
    [FieldOffset(56)]
    public long StoreChanged;

    /// <summary>
    /// <see cref="LiveLayout.CleanMark"/> until the first commit; flushed as 0 before that one is visible.
    /// </summary>
    [FieldOffset(64)]
    public uint Clean;

    /// <summary>Not 0 once <see cref="Clean"/> is 0 on disk in this life; nothing is committed before.</summary>
    [FieldOffset(68)]
    public uint Begun;

    /// <summary>
    /// When the file was made, in nanoseconds since 1970, if the file system tells; another time: this is a copy.
    /// </summary>
    [FieldOffset(72)]
    public long Birth;

    /// <summary>
    /// Not 0: a namespace that has no slot may hold what is not on disk, because this life did not begin clean, or
    /// because a recovery failed in it.
    /// </summary>
    [FieldOffset(80)]
    public int Unsure;

    /// <summary>Advances by two with each publish; the lowest bit says that somebody sleeps on it.</summary>
    [FieldOffset(128)]
    public uint Wake;

    /// <summary>1 when something may be unflushed; the elected flusher sleeps on it while it is 0.</summary>
    [FieldOffset(192)]
    public uint Unflushed;

    /// <summary>How many slots were ever used in this life; only grows, under the store lock.</summary>
    [FieldOffset(256)]
    public int SlotCount;
}
