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
            {
                return new LogContext(session, name, folder, index);
            }
        }

        if (count == LiveLayout.MaxSlots)
        {
            throw new HoldfastException(
                ErrorCode.LimitReached,
                $"{LiveLayout.MaxSlots} namespaces of '{session.Folder}' are in use; "
                    + "close all programs that use the store, or use another store.");
        }

        return Recover(session, name, folder, inode, count, onDamage);
    }

    private static LogContext Recover(
        StoreSession session, string name, string folder, long inode, int index, DamagedTail onDamage)
    {
        Back(session.Live, index);
        var context = new LogContext(session, name, folder, index);
        try
        {
            // Who made the folder may have died before it flushed the name.
            session.Disk.FlushFolder(Path.GetDirectoryName(folder)!);
            new SlotRecovery(context, onDamage).Run();
        }
        catch
        {
            context.Segments.Dispose();
            throw;
        }

        Volatile.Write(ref context.Slot->Key, inode);
        Volatile.Write(ref session.Live.Header->SlotCount, index + 1);
        return context;
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
