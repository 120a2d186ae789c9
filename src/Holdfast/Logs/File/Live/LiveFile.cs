using Holdfast.Logs.File.Native;

namespace Holdfast.Logs.File.Live;

/// <summary>
/// `live` of an open store: the mapped words, and the kernel locks that belong to this process's one descriptor.
/// </summary>
internal sealed unsafe class LiveFile : IDisposable
{
    private readonly byte* _start;

    public LiveFile(SafeDescriptor descriptor, string path, FileIdentity identity)
    {
        (Descriptor, FilePath, Identity) = (descriptor, path, identity);
        _start = LiveMapping.Get(descriptor, identity, path);
    }

    /// <summary>The descriptor whose open file description owns this process's locks.</summary>
    public SafeDescriptor Descriptor { get; }

    /// <summary>The path, for messages.</summary>
    public string FilePath { get; }

    /// <summary>Which file it is.</summary>
    public FileIdentity Identity { get; }

    /// <summary>The first page.</summary>
    public LiveHeader* Header => (LiveHeader*)_start;

    /// <summary>A process's entry.</summary>
    public ProcessEntry* Process(int index) =>
        (ProcessEntry*)(_start + LiveLayout.ProcessesPlace + (index * LiveLayout.ProcessBytes));

    /// <summary>A namespace's slot.</summary>
    public LiveSlot* Slot(int index) => (LiveSlot*)(_start + LiveLayout.SlotsPlace + (index * LiveLayout.SlotBytes));

    /// <summary>
    /// Keeps the descriptor open until the answer is disposed of, also when the store closes meanwhile: the number of a
    /// closed one may be another store's already, whose locks would be taken and given back.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The store is closed.</exception>
    public Hold KeepOpen() => new(Descriptor);

    /// <summary>Takes a lock if it is free.</summary>
    public bool TryLock(long place) => KernelLock.TryExclusive(Descriptor.Number, place, FilePath);

    /// <summary>Gives a lock back.</summary>
    public void Unlock(long place) => KernelLock.Release(Descriptor.Number, place);

    /// <summary>Whether another process has the lock; asked also by threads that no closing waits for.</summary>
    /// <exception cref="ObjectDisposedException">The store is closed.</exception>
    public bool IsTaken(long place)
    {
        using Hold open = KeepOpen();
        return KernelLock.IsTaken(Descriptor.Number, place, FilePath);
    }

    /// <inheritdoc/>
    public void Dispose() => Descriptor.Dispose();

    /// <summary>Keeps the descriptor open.</summary>
    internal readonly ref struct Hold
    {
        private readonly SafeDescriptor _descriptor;

        public Hold(SafeDescriptor descriptor)
        {
            bool isHeld = false;
            descriptor.DangerousAddRef(ref isHeld);
            _descriptor = descriptor;
        }

        public void Dispose() => _descriptor.DangerousRelease();
    }
}
