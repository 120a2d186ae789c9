using Holdfast.Logs.File.Format;
using Holdfast.Logs.File.Native;
using Holdfast.Logs.File.Segments;

namespace Holdfast.Logs.File.Recovery;

/// <summary>Ends a log: keeps a copy of what lies behind, then erases it, both durably.</summary>
internal static class TailCut
{
    /// <summary>Copies that stay in a namespace's folder; the oldest go.</summary>
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
            disk.Flush(piece.Segment.File, piece.Segment.FilePath);
        }

        foreach (long start in remains.Unreadable)
        {
            string path = SegmentFolder.PathOf(context.Folder, start);
            disk.Rename(path, path + FileFormat.CutSuffix);
        }

        DropOldCopies(context.Folder, disk);
    }

    private static void Keep(string folder, TailRemains.Piece piece, Disk disk)
    {
        string path = Path.Combine(folder, SegmentFolder.NumberText(piece.From) + FileFormat.CutSuffix);
        int bytes = Math.Min(piece.Bytes.Length, MaxCopyBytes);
        disk.ReplaceDurably(path, piece.Bytes.AsSpan(0, bytes));
    }

    private static void DropOldCopies(string folder, Disk disk)
    {
        List<long> copies = SegmentFolder.ListNumbers(folder, FileFormat.CutSuffix);
        foreach (long position in copies.Take(Math.Max(0, copies.Count - MaxCopies)))
        {
            disk.Unlink(Path.Combine(folder, SegmentFolder.NumberText(position) + FileFormat.CutSuffix));
        }
    }
}
