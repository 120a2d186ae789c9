using Holdfast.Logs.File.Format;
using Holdfast.Logs.File.Live;
using Holdfast.Logs.File.Native;

namespace Holdfast.Logs.File.Checkpoints;

/// <summary>Writes checkpoints, and finds the one to begin from.</summary>
internal sealed unsafe class CheckpointKeeper(LogContext context, RetentionKeeper retention)
{
    /// <summary>
    /// How long others leave a process alone that was told to write a checkpoint. A large one takes seconds.
    /// </summary>
    private const long ClaimMilliseconds = 10_000;

    private const long TrimPeriodMilliseconds = 60_000;

    // Names the temporary files, together with the process: two logs of this process may share a folder's path, when
    // one's namespace was removed and made anew.
    private static int _begun;

    private readonly Lock _saving = new();
    private readonly LiveSlot* _slot = context.Slot;
    private readonly Trimmer _trimmer = new(context, retention);
    private long _lastTrim = Clock.Milliseconds;

    /// <summary>Opens the newest intact checkpoint at or below a revision; null when there is none.</summary>
    public Checkpoint? Open(long atOrBelow)
    {
        context.ThrowIfGone();
        long[] revisions = CheckpointFolder.ListRevisions(context.Folder);
        while (true)
        {
            if (OpenNewest(revisions, atOrBelow) is { } checkpoint) return checkpoint;

            // All that were listed may have been trimmed since, and newer ones stand for them.
            long[] again = CheckpointFolder.ListRevisions(context.Folder);
            if (AreEqual(again, revisions)) return null;

            revisions = again;
        }
    }

    private static bool AreEqual(long[] some, long[] others)
    {
        bool areEqual = some.Length == others.Length;
        for (int index = 0; areEqual && index < some.Length; index++)
        {
            areEqual = some[index] == others[index];
        }

        return areEqual;
    }

    private Checkpoint? OpenNewest(long[] revisions, long atOrBelow)
    {
        for (int index = revisions.Length - 1; index >= 0; index--)
        {
            if (revisions[index] <= atOrBelow
                && CheckpointFolder.TryOpen(context.Folder, revisions[index]) is { } checkpoint)
            {
                return checkpoint;
            }
        }

        return null;
    }

    /// <summary>Keeps a checkpoint; the log is flushed up to its position.</summary>
    /// <remarks>
    /// Crash windows. Until the document has its name the checkpoint does not exist, and temporary files are removed by
    /// the next recovery; the companion gets its name first, so a document that is named has one. Both contents are on
    /// disk before either name is.
    /// </remarks>
    public void Save(long revision, long position, Action<Stream> document, Action<Stream> companion)
    {
        // A second thread would write the same revision's files once more.
        lock (_saving)
        {
            SaveAlone(revision, position, document, companion);
        }
    }

    private void SaveAlone(long revision, long position, Action<Stream> document, Action<Stream> companion)
    {
        if (CheckpointFolder.TryReadHeader(context.Folder, revision) is not null) return;

        Disk disk = context.Session.Disk;
        string documentPath = CheckpointFolder.DocumentPath(context.Folder, revision);
        string companionPath = CheckpointFolder.CompanionPath(context.Folder, revision);
        string mark = $".{Interlocked.Increment(ref _begun)}.{context.Session.ProcessIndex}{Disk.TemporarySuffix}";
        CheckpointHeader header;
        try
        {
            header = WriteBoth(documentPath + mark, companionPath + mark, revision, position, document, companion);
            context.WhileThere(() =>
            {
                disk.Rename(companionPath + mark, companionPath);
                disk.Rename(documentPath + mark, documentPath);
            });
        }
        catch
        {
            // The next try has other names, so these would stay, and fill a disk that may be full already.
            _ = Libc.unlink(documentPath + mark);
            _ = Libc.unlink(companionPath + mark);
            throw;
        }

        context.FlushFolder();
        Announce(header);
        _trimmer.TryTrim();
    }

    /// <summary>Unlinks the history that retention lets go by now.</summary>
    public void Trim() => _trimmer.TryTrim();

    /// <summary>Trims by age once a minute, also when no checkpoint is written.</summary>
    public void TrimWhenAged()
    {
        if (Clock.Milliseconds - _lastTrim >= TrimPeriodMilliseconds)
        {
            _lastTrim = Clock.Milliseconds;
            context.Session.Background.Run(TrimIfAged);
        }
    }

    private void TrimIfAged()
    {
        if (retention.Effective.Age is not null) Trim();
    }

    /// <summary>
    /// Lets this process write a checkpoint when one is due and no other process is about to; on a thread of the pool.
    /// </summary>
    public void RaiseWhenDue(Action? due)
    {
        long claim = Volatile.Read(ref _slot->CheckpointClaim);
        long now = Clock.Milliseconds;
        if (due is null
            || !IsDue
            || claim > now
            || Interlocked.CompareExchange(ref _slot->CheckpointClaim, now + ClaimMilliseconds, claim) != claim)
        {
            return;
        }

        context.Session.Background.Run(due);
    }

    private bool IsDue => Volatile.Read(ref _slot->Tail) - Volatile.Read(ref _slot->CheckpointPosition)
        > Math.Max(context.Session.Options.MinCheckpointBytes, Volatile.Read(ref _slot->CheckpointBytes));

    private CheckpointHeader WriteBoth(
        string documentPath,
        string companionPath,
        long revision,
        long position,
        Action<Stream> document,
        Action<Stream> companion)
    {
        Disk disk = context.Session.Disk;
        using SafeDescriptor documentFile = disk.Create(documentPath);
        var documentStream = new StoringStream(disk, documentFile, documentPath, 0);
        document(documentStream);
        documentStream.Flush();

        using SafeDescriptor companionFile = disk.Create(companionPath);
        var companionStream = new StoringStream(disk, companionFile, companionPath, CheckpointHeader.Length);
        companion(companionStream);
        companionStream.Flush();

        var header = new CheckpointHeader(
            revision,
            position,
            context.Session.NowMicroseconds,
            documentStream.Length,
            companionStream.Length,
            documentStream.Checksum,
            companionStream.Checksum);
        Span<byte> bytes = stackalloc byte[CheckpointHeader.Length];
        header.Write(bytes);
        disk.Write(companionFile, companionPath, 0, bytes);
        disk.Flush(documentFile, documentPath);
        disk.Flush(companionFile, companionPath);
        return header;
    }

    private void Announce(CheckpointHeader header)
    {
        if (header.Position >= Volatile.Read(ref _slot->CheckpointPosition))
        {
            Volatile.Write(ref _slot->CheckpointRevision, header.Revision);
            Volatile.Write(ref _slot->CheckpointBytes, header.TotalBytes);
            Volatile.Write(ref _slot->CheckpointPosition, header.Position);
        }

        Volatile.Write(ref _slot->CheckpointClaim, 0);
    }
}
