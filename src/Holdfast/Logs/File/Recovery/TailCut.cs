using Holdfast.Logs.File.Format;
using Holdfast.Logs.File.Native;
using Holdfast.Logs.File.Segments;

namespace Holdfast.Logs.File.Recovery;

/// <summary>Ends a log: keeps a copy of what lies behind, then erases it, both durably.</summary>
internal static class TailCut
{
    /// <summary>Copies of either kind, of bytes and of whole segments, that stay in a namespace's folder.</summary>
    private const int MaxCopies = 8;

    /// <summary>Bytes of one copy; more would rather fill the disk than help anybody.</summary>
    private const int MaxCopyBytes = 64 << 20;

    /// <summary>Cuts.</summary>
    /// <remarks>
    /// Crash window. A crash between the copy and the end of the erasing leaves a shorter rest, which is cut once more.
    /// </remarks>
    public static void Cut(LogContext context, TailRemains remains)
    {
        Disk disk = context.Session.Disk;
        foreach (TailRemains.Piece piece in remains.Pieces)
        {
            Keep(context.Folder, piece, disk);
            piece.Bytes.AsSpan().Clear();
            disk.Write(piece.Segment.File, piece.Segment.FilePath, piece.From - piece.Segment.Header.Base, piece.Bytes);
            context.Flush(piece.Segment);
        }

        foreach (long start in remains.Unreadable)
        {
            string path = SegmentFolder.PathOf(context.Folder, start);
            disk.Rename(path, path + FileFormat.CutSuffix);
        }

        // Before the log goes on at their place: a segment that got its name back would stand in the way.
        context.FlushFolder();
        DropOldCopies(context.Folder, FileFormat.CutSuffix, disk);
        DropOldCopies(context.Folder, FileFormat.SegmentSuffix + FileFormat.CutSuffix, disk);
    }

    private static void Keep(string folder, TailRemains.Piece piece, Disk disk)
    {
        string path = Path.Combine(folder, SegmentFolder.NumberText(piece.From) + FileFormat.CutSuffix);
        int bytes = Math.Min(piece.Bytes.Length, MaxCopyBytes);
        disk.ReplaceDurably(path, piece.Bytes.AsSpan(0, bytes));
    }

    private static void DropOldCopies(string folder, string suffix, Disk disk)
    {
        long[] copies = SegmentFolder.ListNumbers(folder, suffix);
        foreach (long position in copies.Take(Math.Max(0, copies.Length - MaxCopies)))
        {
            disk.Unlink(Path.Combine(folder, SegmentFolder.NumberText(position) + suffix));
        }
    }
}
