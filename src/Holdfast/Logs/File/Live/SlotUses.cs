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
    private readonly Dictionary<int, List<WeakReference<LogContext>>> _uses = [];

    /// <summary>Notes that a log looks at its slot from now on.</summary>
    public void Add(LogContext context)
    {
        lock (_guard)
        {
            if (!_uses.TryGetValue(context.SlotIndex, out List<WeakReference<LogContext>>? uses))
            {
                _ = KernelLock.TryShared(
                    live.Descriptor.Number, LiveLayout.UseLock(context.SlotIndex), live.FilePath);
                uses = [];
                _uses.Add(context.SlotIndex, uses);
            }

            uses.RemoveAll(use => !IsAlive(use));
            uses.Add(new WeakReference<LogContext>(context));
        }
    }

    /// <summary>
    /// Whether a slot may be given to another namespace: its own was removed, and nobody can look at it.
    /// </summary>
    public bool TryFree(int index)
    {
        LiveSlot* slot = live.Slot(index);
        if (Volatile.Read(ref slot->Key) != 0 || !SlotFault.IsRemoved(slot))
        {
            return false;
        }

        lock (_guard)
        {
            if (IsUsedHere(index))
            {
                return false;
            }

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
            foreach (int index in _uses.Keys.Where(index => !IsUsedHere(index)).ToList())
            {
                if (SlotFault.IsRemoved(live.Slot(index)))
                {
                    Forget(index);
                }
            }
        }
    }

    private static bool IsAlive(WeakReference<LogContext> use) => use.TryGetTarget(out _);

    private bool IsUsedHere(int index) =>
        _uses.TryGetValue(index, out List<WeakReference<LogContext>>? uses) && uses.Exists(IsAlive);

    private void Forget(int index)
    {
        live.Unlock(LiveLayout.UseLock(index));
        _uses.Remove(index);
    }
}
