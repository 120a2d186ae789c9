using Holdfast.Errors;
using Holdfast.Logs.File.Native;
using Holdfast.Logs.File.Recovery;

namespace Holdfast.Logs.File.Live;

/// <summary>
/// Finds a namespace's slot; the first in a life of `live` who asks recovers the namespace. Under the store lock.
/// </summary>
internal static unsafe class SlotTable
{
    /// <summary>Gives the log's place in `live`.</summary>
    /// <exception cref="HoldfastException">LimitReached, Damaged, or an operating fault.</exception>
    public static LogContext Find(
        StoreSession session, string name, string folder, long inode, DamagedTail onDamage = DamagedTail.Keep)
    {
        LiveFile live = session.Live;
        int count = live.Header->SlotCount;
        for (int index = 0; index < count; index++)
        {
            if (live.Slot(index)->Key == inode)
                return Use(session, new LogContext(session, name, folder, index));
        }

        LogContext context = new(session, name, folder, FindFree(session, count));
        Recover(context, inode, onDamage);
        Volatile.Write(ref live.Header->SlotCount, Math.Max(count, context.SlotIndex + 1));
        return Use(session, context);
    }

    private static LogContext Use(StoreSession session, LogContext context)
    {
        session.SlotUses.Add(context);
        return context;
    }

    // The slot of a namespace that was removed, or the next one.
    private static int FindFree(StoreSession session, int count)
    {
        for (int index = 0; index < count; index++)
        {
            if (session.SlotUses.TryFree(index)) return index;
        }

        if (count < LiveLayout.MaxSlots)
        {
            Back(session.Live, count);
            return count;
        }

        throw new HoldfastException(
            ErrorCode.LimitReached,
            $"{LiveLayout.MaxSlots} namespaces of '{session.Folder}' are in use; "
                + "close all programs that use the store, or use another store.");
    }

    private static void Recover(LogContext context, long inode, DamagedTail onDamage)
    {
        try
        {
            new SlotRecovery(context, onDamage).Run();
        }
        catch
        {
            // How far it came nobody knows; the slot is free again, also when it had been another namespace's.
            Volatile.Write(ref context.Session.Live.Header->Unsure, 1);
            SlotFault.SetRemoved(context.Slot);
            context.Segments.Dispose();
            throw;
        }

        Volatile.Write(ref context.Slot->Key, inode);
    }

    // A page of the mapping gets its room on the disk here, where a full disk is an error number and not a signal.
    private static void Back(LiveFile live, int index)
    {
        if (index % LiveLayout.SlotsPerPage == 0)
        {
            byte[] zeros = new byte[LiveLayout.PageBytes];
            long place = LiveLayout.SlotsPlace + ((long)index * LiveLayout.SlotBytes);
            new Disk(null).Write(live.Descriptor, live.FilePath, place, zeros);
        }
    }
}
