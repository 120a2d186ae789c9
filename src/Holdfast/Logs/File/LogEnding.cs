using Holdfast.Errors;
using Holdfast.Logs.File.Live;
using Holdfast.Logs.File.Maintenance;
using Holdfast.Logs.File.Namespaces;
using Holdfast.Logs.File.Native;
using Holdfast.Logs.File.Recovery;

namespace Holdfast.Logs.File;

/// <summary>
/// Ends a log object for good: its namespace is removed, or rebuilt by a repair. Whoever looks for it afterwards begins
/// anew.
/// </summary>
/// <remarks>Threads. Any. The writer lock is taken first and the store lock under it, as everywhere.</remarks>
internal sealed unsafe class LogEnding(StoreSession session, NamespaceFolders folders, OpenLogs logs)
{
    /// <summary>Removes the log's namespace with all its files.</summary>
    /// <returns>False when somebody else did.</returns>
    public bool Remove(FileLog log) => log.TryEnterWriterToRemove() && WithoutWriters(log, () => RemoveAlone(log));

    /// <summary>Repairs the log's damages, and recovers the namespace anew.</summary>
    /// <returns>The damages, those that were repaired marked so.</returns>
    /// <exception cref="HoldfastException">StoreBusy: another process has the store open.</exception>
    public List<StoreDamage> Repair(FileLog log, List<StoreDamage> damages) =>
        log.TryEnterWriterToRemove() ? WithoutWriters(log, () => RepairAlone(log, damages)) : damages;

    private T WithoutWriters<T>(FileLog log, Func<T> action)
    {
        try
        {
            return session.UnderStoreLock(action);
        }
        finally
        {
            log.ExitWriter();
            if (log.IsRemoved) log.Close();
        }
    }

    private bool RemoveAlone(FileLog log)
    {
        LiveSlot* slot = log.Context.Slot;
        if (SlotFault.IsRemoved(slot)) return false;

        // Crash window. A remover that dies after this leaves a namespace that everybody opens anew; the other way
        // round, others would go on committing into a folder that no name leads to.
        SlotFault.SetRemoved(slot);
        Volatile.Write(ref slot->Key, 0);
        logs.Forget(log);
        folders.Remove(log.Name);
        WakeWord.Interrupt(session.Live.Header);
        return true;
    }

    private List<StoreDamage> RepairAlone(FileLog log, List<StoreDamage> damages)
    {
        LiveFile live = session.Live;
        if (!live.TryLock(LiveLayout.OpenLock))
        {
            throw new HoldfastException(
                ErrorCode.StoreBusy,
                $"Other programs have '{session.Folder}' open, and a repair needs it alone; " +
                "close them, then try again.")
            {
                File = session.Folder,
            };
        }

        try
        {
            List<StoreDamage> repaired = LogRepair.Run(log.Context, damages);
            LiveSlot* slot = log.Context.Slot;
            long inode = slot->Key;
            SlotFault.SetRemoved(slot);
            slot->Key = 0;
            logs.Forget(log);
            SlotTable.Find(session, log.Name, log.Context.Folder, inode, DamagedTail.Cut).Segments.Dispose();
            return repaired;
        }
        finally
        {
            _ = KernelLock.TryShared(live.Descriptor.Number, LiveLayout.OpenLock, live.FilePath);
        }
    }
}
