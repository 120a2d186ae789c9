using System.Runtime.InteropServices;
using Holdfast.Errors;
using Holdfast.Logs.File.Checkpoints;
using Holdfast.Logs.File.Format;
using Holdfast.Logs.File.Live;
using Holdfast.Logs.File.Namespaces;
using Holdfast.Logs.File.Native;
using Holdfast.Logs.File.Segments;

namespace Holdfast.Logs.File.Maintenance;

/// <summary>
/// Copies a running store into another folder: each namespace up to its tail, with all of its kept history.
/// </summary>
/// <remarks>
/// Shape.      The copy is a store without `live`: its first opener takes it for a copy, and leaves out the revisions
///             that the original may have handed out since.
/// Durability. On return the copy is on disk. store.json is written last: a copy that was not finished is not a store.
/// </remarks>
internal static class StoreBackup
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    /// <summary>Copies.</summary>
    /// <exception cref="HoldfastException">
    /// NotAStore: the target is not empty; Damaged; or a fault of either disk.
    /// </exception>
    public static void Run(FileLogStore store, string target, CancellationToken token)
    {
        var disk = new Disk(null);
        MakeTarget(target, disk);
        string parent = Path.Combine(target, FileFormat.NamespacesFolder);
        disk.MakeFolder(parent);
        foreach (string name in store.ListNamespaces())
        {
            string copy = Path.Combine(parent, NamespaceName.ToFolder(name));
            if (!store.TryWith(name, log => CopyLog(log.Context, copy, disk, token))) RemoveCopy(copy, disk);
        }

        disk.FlushFolder(parent);
        disk.ReplaceDurably(Path.Combine(target, FileFormat.StoreFile), store.Session.Store.ToJson());
    }

    // Its parents are not made: a backup to a disk that is not mounted would fill the one that is.
    private static void MakeTarget(string target, Disk disk)
    {
        if (FileIdentity.TryGet(target) is { } facts)
        {
            if (!facts.IsFolder || Disk.ListNames(target).Length > 0)
                throw Unfit(target, "is not an empty folder");

            return;
        }

        string? parent = Path.GetDirectoryName(target);
        if (parent is null || FileIdentity.TryGet(parent) is not { IsFolder: true })
            throw Unfit(target, $"cannot be made: '{parent}' is no folder");

        try
        {
            disk.MakeFolder(target);
        }
        catch (HoldfastException fault) when (fault.Code is ErrorCode.StoreReplaced or ErrorCode.PermissionDenied)
        {
            // What these say about the store would be about one that is intact.
            throw Unfit(target, $"cannot be made: {Marshal.GetPInvokeErrorMessage(fault.Errno!.Value)}", fault.Errno);
        }

        disk.FlushFolder(parent);
    }

    private static HoldfastException Unfit(string target, string why, int? errno = null) => new(
        ErrorCode.NotAStore, $"'{target}' {why}; choose another place for the copy.")
    {
        File = target,
        Errno = errno,
    };

    private static void CopyLog(LogContext context, string target, Disk disk, CancellationToken token)
    {
        RemoveCopy(target, disk);
        disk.MakeFolder(target);
        bool isDone = context.TryWithStillHistory(LongestWait, () => CopyStill(context, target, disk, token));
        if (!isDone)
        {
            throw new HoldfastException(
                ErrorCode.StoreBusy, $"Another process reads or trims the history of '{context.Name}'; try again.");
        }

        disk.FlushFolder(target);
    }

    // What was copied of a namespace that was removed meanwhile.
    private static void RemoveCopy(string target, Disk disk)
    {
        if (FileIdentity.TryGet(target) is not null) disk.RemoveFolder(target);
    }

    private static unsafe void CopyStill(LogContext context, string target, Disk disk, CancellationToken token)
    {
        // The checkpoints are listed first: each that is listed lies below the tail that is read after.
        List<CheckpointHeader> checkpoints = CheckpointFolder.ListWhole(context.Folder);
        long tail = Volatile.Read(ref context.Slot->Tail);
        context.ThrowIfFaulted();
        foreach (long start in SegmentFolder.ListBases(context.Folder).Where(start => start < tail))
        {
            string path = SegmentFolder.PathOf(context.Folder, start);
            Copy(path, SegmentFolder.PathOf(target, start), tail - start, disk, token);
        }

        foreach (CheckpointHeader checkpoint in checkpoints)
        {
            string document = CheckpointFolder.DocumentPath(context.Folder, checkpoint.Revision);
            Copy(document, CheckpointFolder.DocumentPath(target, checkpoint.Revision), long.MaxValue, disk, token);
            string companion = CheckpointFolder.CompanionPath(context.Folder, checkpoint.Revision);
            Copy(companion, CheckpointFolder.CompanionPath(target, checkpoint.Revision), long.MaxValue, disk, token);
        }

        if (Disk.TryReadAll(RetentionRecord.PathOf(context.Folder)) is { } retention)
            disk.ReplaceDurably(RetentionRecord.PathOf(target), retention);

        string record = Path.Combine(context.Folder, FileFormat.NamespaceFile);
        Copy(record, Path.Combine(target, FileFormat.NamespaceFile), long.MaxValue, disk, token);
    }

    // What lies behind the limit becomes zeros: the file is as long, and as flushed, as a segment must be.
    private static void Copy(string from, string to, long limit, Disk disk, CancellationToken token)
    {
        using SafeDescriptor source = Disk.TryOpenForReading(from)
            ?? throw NativeError.Make("copy", from, Errno.NoEntry);
        using SafeDescriptor copy = disk.Create(to);
        byte[] piece = new byte[256 << 10];
        for (long place = 0; ;)
        {
            token.ThrowIfCancellationRequested();
            int count = Disk.Read(source, from, place, piece);
            if (count == 0) break;

            if (place + count > limit)
                piece.AsSpan((int)Math.Max(0, limit - place), count - (int)Math.Max(0, limit - place)).Clear();

            disk.Write(copy, to, place, piece.AsSpan(0, count));
            place += count;
        }

        disk.Flush(copy, to);
    }
}
