using Holdfast.Errors;
using Holdfast.Logs.File.Checkpoints;
using Holdfast.Logs.File.Format;
using Holdfast.Logs.File.Live;
using Holdfast.Logs.File.Native;
using Holdfast.Logs.File.Segments;

namespace Holdfast.Logs.File.Maintenance;

/// <summary>Counts what a namespace has on disk.</summary>
internal static unsafe class LogSurvey
{
    /// <summary>Counts.</summary>
    public static NamespaceStatus Look(LogContext context)
    {
        LiveSlot* slot = context.Slot;
        long bytes = 0;
        foreach (string name in Disk.ListNames(context.Folder))
        {
            // A file may be trimmed while it is looked at.
            bytes += FileIdentity.TryGet(Path.Combine(context.Folder, name))?.Length ?? 0;
        }

        Retention? retention = TryReadRetention(context.Folder, out string? retentionFault);
        return new NamespaceStatus(
            context.Name,
            bytes,
            SegmentFolder.ListBases(context.Folder).Length,
            CheckpointFolder.ListRevisions(context.Folder).Length,
            new Revision(Volatile.Read(ref slot->OldestRevision)),
            new Revision(Volatile.Read(ref slot->TailRevision)),
            new Revision(Volatile.Read(ref slot->DurableRevision)),
            new Revision(Volatile.Read(ref slot->CheckpointRevision)),
            context.Fault?.Message ?? retentionFault,
            retention);
    }

    private static Retention? TryReadRetention(string folder, out string? fault)
    {
        try
        {
            fault = null;
            return RetentionRecord.TryRead(folder);
        }
        catch (HoldfastException unreadable) when (unreadable.Code == ErrorCode.Damaged)
        {
            fault = unreadable.Message;
            return null;
        }
    }
}
