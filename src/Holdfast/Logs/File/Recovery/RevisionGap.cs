using Holdfast.Commits;
using Holdfast.Logs.File.Format;

namespace Holdfast.Logs.File.Recovery;

/// <summary>Says how many revisions to leave out, so that none that was handed out and lost is used again.</summary>
internal static class RevisionGap
{
    private const long MicrosecondsPerSecond = 1_000_000;

    /// <summary>A thousand years at the highest rate: keeps sums from overflowing when a clock is far off.</summary>
    private const long MaxLength = 1L << 56;

    /// <summary>The most records, and so revisions, that a number of bytes of a log can hold.</summary>
    public static long MostRecordsIn(long bytes) =>
        Math.Max(0, bytes) / (FileFormat.FrameHeaderBytes + RecordHeader.Length);

    /// <summary>Gives the number of revisions to leave out.</summary>
    /// <param name="isCopy">
    /// Whether the folder is a copy or a backup: its original may have gone on since the last record, at any rate that
    /// is possible. Otherwise only what was not flushed can be lost.
    /// </param>
    /// <param name="lastTime">The time of the last record, in microseconds.</param>
    /// <param name="now">The time now, in microseconds.</param>
    public static long LengthOf(bool isCopy, long lastTime, long now)
    {
        if (!isCopy) return FileFormat.MaxUnflushedRevisions;

        long seconds = Math.Max(0, now - lastTime) / MicrosecondsPerSecond;
        long possible = (long)Math.Min(MaxLength, (double)(seconds + 1) * FileFormat.MaxRevisionsPerSecond);
        return Math.Max(FileFormat.MaxUnflushedRevisions, possible);
    }
}
