using Holdfast.Errors;
using Holdfast.Logs.File.Live;
using Holdfast.Logs.File.Namespaces;
using Holdfast.Logs.File.Native;

namespace Holdfast.Logs.File.Opening;

/// <summary>Leaves a store; whoever leaves last notes that everything is on disk.</summary>
internal static unsafe class StoreClosing
{
    /// <summary>Gives up this process's part. The session is marked as closed, and its logs are flushed.</summary>
    public static void Close(StoreSession session)
    {
        LiveFile live = session.Live;
        live.Process(session.ProcessIndex)->Process = 0;
        try
        {
            session.LeaveUnderStoreLock(() => Leave(session));
        }
        finally
        {
            live.Dispose();
        }
    }

    // Under the store lock, so that of two that leave at once the second finds itself alone.
    private static void Leave(StoreSession session)
    {
        LiveFile live = session.Live;
        if (live.TryLock(LiveLayout.OpenLock) && IsAllFlushed(live) && IsEachUnusedFlushed(session))
            MarkClean(session);

        live.Unlock(LiveLayout.OpenLock);
    }

    private static bool IsAllFlushed(LiveFile live)
    {
        for (int index = 0; index < live.Header->SlotCount; index++)
        {
            LiveSlot* slot = live.Slot(index);
            if (slot->Key != 0 && (slot->Durable < slot->Tail || slot->Writing != 0 || slot->Fault != 0))
                return false;
        }

        return true;
    }

    // In a life that is unsure, what nobody used may hold records that were never flushed.
    private static bool IsEachUnusedFlushed(StoreSession session)
    {
        if (Volatile.Read(ref session.Live.Header->Unsure) == 0) return true;

        try
        {
            long[] used = ListKeys(session.Live);
            foreach (string folder in new NamespaceFolders(session).ListFolders())
            {
                if (FileIdentity.TryGet(folder) is not { } facts || Array.BinarySearch(used, facts.Identity.Inode) < 0)
                    return false;
            }

            return true;
        }
        catch (HoldfastException)
        {
            // Without the mark the next life only flushes once more, and may leave out numbers.
            return false;
        }
    }

    private static long[] ListKeys(LiveFile live)
    {
        long[] keys = new long[live.Header->SlotCount];
        for (int index = 0; index < keys.Length; index++)
        {
            keys[index] = live.Slot(index)->Key;
        }

        Array.Sort(keys);
        return keys;
    }

    private static void MarkClean(StoreSession session)
    {
        LiveHeader* header = session.Live.Header;
        if (header->Clean != LiveLayout.CleanMark)
        {
            header->Clean = LiveLayout.CleanMark;
            session.Disk.Flush(session.Live.Descriptor, session.Live.FilePath);
        }
    }
}
