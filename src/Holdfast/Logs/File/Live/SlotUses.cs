using Holdfast.Logs.File.Native;

namespace Holdfast.Logs.File.Live;

/// <summary>
/// Knows which slots this process uses, so that the slot of a removed namespace is used again only when nobody, in any
/// process, can look at it any more.
/// </summary>
/// <remarks>
/// Each process holds a shared kernel lock of each slot that it uses. A log object looks at its slot for as long as
/// somebody has it, so the lock is given back when the collector has taken the last of them, or with the process.
/// Threads. Any; <see cref="Add"/> and <see cref="TryFree"/> under the store lock.
/// </remarks>
internal sealed unsafe class SlotUses(LiveFile live)
{
    private readonly Lock _guard = new();

    // By slot, grown as needed; the last log that looks at a slot comes first.
    private Use?[] _uses = [];

    /// <summary>Notes that a log looks at its slot from now on.</summary>
    public void Add(LogContext context)
    {
        lock (_guard)
        {
            int index = context.SlotIndex;
            if (index >= _uses.Length)
                Array.Resize(ref _uses, Math.Max(index + 1, _uses.Length * 2));

            if (_uses[index] is null)
                _ = KernelLock.TryShared(live.Descriptor.Number, LiveLayout.UseLock(index), live.FilePath);

            _uses[index] = new Use(context, Use.FirstAlive(_uses[index]));
        }
    }

    /// <summary>
    /// Whether a slot may be given to another namespace: its own was removed, and nobody can look at it.
    /// </summary>
    public bool TryFree(int index)
    {
        LiveSlot* slot = live.Slot(index);
        if (Volatile.Read(ref slot->Key) != 0 || !SlotFault.IsRemoved(slot)) return false;

        lock (_guard)
        {
            if (IsUsedHere(index)) return false;

            bool isFree = live.TryLock(LiveLayout.UseLock(index));
            Forget(index);
            return isFree;
        }
    }

    /// <summary>
    /// Gives up the slots of removed namespaces that nothing in this process can look at. Once a second.
    /// </summary>
    public void Sweep()
    {
        lock (_guard)
        {
            for (int index = 0; index < _uses.Length; index++)
            {
                if (_uses[index] is not null && !IsUsedHere(index) && SlotFault.IsRemoved(live.Slot(index)))
                    Forget(index);
            }
        }
    }

    private bool IsUsedHere(int index) => index < _uses.Length && Use.FirstAlive(_uses[index]) is not null;

    private void Forget(int index)
    {
        live.Unlock(LiveLayout.UseLock(index));
        if (index < _uses.Length) _uses[index] = null;
    }

    /// <summary>A log that looks at a slot, and those that came before it.</summary>
    private sealed class Use(LogContext context, Use? earlier)
    {
        private readonly WeakReference _context = new(context);
        private Use? _earlier = earlier;

        /// <summary>Gives the first of some uses that is not over; those before it are forgotten.</summary>
        public static Use? FirstAlive(Use? use)
        {
            while (use is { _context.IsAlive: false }) use = use._earlier;
            if (use is not null) use._earlier = FirstAlive(use._earlier);
            return use;
        }
    }
}
