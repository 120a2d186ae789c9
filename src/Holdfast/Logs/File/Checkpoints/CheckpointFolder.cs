using Holdfast.Logs.File.Format;
using Holdfast.Logs.File.Native;
using Holdfast.Logs.File.Segments;

namespace Holdfast.Logs.File.Checkpoints;

/// <summary>The checkpoints of one namespace as files: a document and a companion each.</summary>
internal static class CheckpointFolder
{
    /// <summary>The path of a checkpoint's document.</summary>
    public static string DocumentPath(string folder, long revision) =>
        Path.Combine(folder, SegmentFolder.NumberText(revision) + FileFormat.DocumentSuffix);

    /// <summary>The path of a checkpoint's companion.</summary>
    public static string CompanionPath(string folder, long revision) =>
        Path.Combine(folder, SegmentFolder.NumberText(revision) + FileFormat.CompanionSuffix);

    /// <summary>Lists the revisions for which a document is named, in order.</summary>
    public static long[] ListRevisions(string folder) =>
        SegmentFolder.ListNumbers(folder, FileFormat.DocumentSuffix);

    /// <summary>
    /// Gives the headers of the checkpoints whose two files have the lengths they must have, in order.
    /// </summary>
    public static List<CheckpointHeader> ListWhole(string folder)
    {
        var headers = new List<CheckpointHeader>();
        foreach (long revision in ListRevisions(folder))
        {
            if (TryReadHeader(folder, revision) is { } header) headers.Add(header);
        }

        return headers;
    }

    /// <summary>Reads a checkpoint's header; null when it or a file's length is not what it must be.</summary>
    public static CheckpointHeader? TryReadHeader(string folder, long revision)
    {
        string path = CompanionPath(folder, revision);
        using SafeDescriptor? companion = Disk.TryOpenForReading(path);
        if (companion is null) return null;

        Span<byte> bytes = stackalloc byte[CheckpointHeader.Length];
        int count = Disk.Read(companion, path, 0, bytes);
        return CheckpointHeader.TryRead(bytes[..count], out CheckpointHeader? header)
            && header.Revision == revision
            && FileIdentity.Get(companion, path).Length == CheckpointHeader.Length + header.CompanionBytes
            && FileIdentity.TryGet(DocumentPath(folder, revision))?.Length == header.DocumentBytes
            ? header
            : null;
    }

    /// <summary>
    /// Opens a checkpoint whose bytes are all what they were when it was written; null when they are not.
    /// </summary>
    public static Checkpoint? TryOpen(string folder, long revision)
    {
        if (TryReadHeader(folder, revision) is not { } header) return null;

        StoredStream? document = StoredStream.TryOpen(DocumentPath(folder, revision), 0, header.DocumentBytes);
        StoredStream? companion = StoredStream.TryOpen(
            CompanionPath(folder, revision), CheckpointHeader.Length, header.CompanionBytes);
        if (document?.ComputeChecksum() == header.DocumentChecksum
            && companion?.ComputeChecksum() == header.CompanionChecksum)
        {
            return new Checkpoint(revision, new LogPosition(header.Position), document, companion);
        }

        document?.Dispose();
        companion?.Dispose();
        return null;
    }

    /// <summary>Unlinks both files; the document's name first, since it is what lists the checkpoint.</summary>
    public static void Remove(string folder, long revision, Disk disk)
    {
        disk.Unlink(DocumentPath(folder, revision));
        disk.Unlink(CompanionPath(folder, revision));
    }
}
