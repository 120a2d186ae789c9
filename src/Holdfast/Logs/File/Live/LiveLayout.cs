namespace Holdfast.Logs.File.Live;

/// <summary>Where things are in `live`, and which bytes (beyond its end) stand for which kernel lock.</summary>
internal static class LiveLayout
{
    /// <summary>"HFLIVE01" in ASCII.</summary>
    public const ulong Magic = 0x31304556_494C4648;

    /// <summary>Changes whenever anything in `live` changes its meaning.</summary>
    public const int Version = 4;

    /// <summary>
    /// The unit in which a mapping is backed; a page is written with pwrite before it is written through the mapping.
    /// </summary>
    public const int PageBytes = 4096;

    /// <summary>Where the table of processes begins.</summary>
    public const int ProcessesPlace = PageBytes;

    /// <summary>Most processes that can have one store open; 32 bytes each.</summary>
    public const int MaxProcesses = 1024;

    /// <summary>Bytes of a process's entry.</summary>
    public const int ProcessBytes = 32;

    /// <summary>Where the slots of the namespaces begin.</summary>
    public const int SlotsPlace = ProcessesPlace + (MaxProcesses * ProcessBytes);

    /// <summary>Bytes of a slot: two cache lines.</summary>
    public const int SlotBytes = 128;

    /// <summary>
    /// Most namespaces that can be used in one life of `live`. 8 MiB of addresses, a few pages of disk.
    /// </summary>
    public const int MaxSlots = 65_536;

    /// <summary>Slots in a page.</summary>
    public const int SlotsPerPage = PageBytes / SlotBytes;

    /// <summary>Bytes of the file.</summary>
    public const int FileBytes = SlotsPlace + (MaxSlots * SlotBytes);

    /// <summary>
    /// Says that everything was flushed when the store was last closed, or that nothing was committed since.
    /// </summary>
    public const uint CleanMark = 0xC1EA_C1EA;

    private const long LockBase = 1L << 40;
    private const long SlotLockBase = LockBase + (1L << 20);
    private const int LocksPerSlot = 16;

    /// <summary>Shared: the store is open. Exclusive: this process is alone with it.</summary>
    public const long OpenLock = LockBase;

    /// <summary>Making, recovering and removing namespaces.</summary>
    public const long StoreLock = LockBase + 1;

    /// <summary>Who has it flushes for all.</summary>
    public const long FlusherLock = LockBase + 2;

    /// <summary>Held by a process as long as its entry in the table is true.</summary>
    public static long ProcessLock(int process) => LockBase + 4096 + process;

    /// <summary>Flushing a namespace: only so that flushes are shared.</summary>
    public static long FlushLock(int slot) => SlotLock(slot) + 1;

    /// <summary>Trimming, and reading all of the history while nothing is trimmed.</summary>
    public static long HistoryLock(int slot) => SlotLock(slot) + 2;

    /// <summary>Shared: a process has logs that look at the slot. Exclusive: nobody has.</summary>
    public static long UseLock(int slot) => SlotLock(slot) + 3;

    private static long SlotLock(int slot) => SlotLockBase + ((long)slot * LocksPerSlot);
}
