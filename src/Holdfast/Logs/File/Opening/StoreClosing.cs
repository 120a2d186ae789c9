using Holdfast.Logs.File.Live;
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
        if (live.TryLock(LiveLayout.OpenLock) && IsAllFlushed(live)) MarkClean(session);

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
