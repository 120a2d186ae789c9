using Holdfast.Logs.File.Format;

namespace Holdfast.Logs.File.Checkpoints;

/// <summary>Decides where the kept history may begin. Pure.</summary>
internal static class TrimPolicy
{
    /// <summary>
    /// Age never trims these many of the last commits: a clock that jumps must not cost the recent history.
    /// </summary>
    public const long CommitsSafeFromAge = 1000;

    private const long MicrosecondsPerSecond = 1_000_000;

    /// <summary>The checkpoint at which history may begin, and whether only age says so.</summary>
    internal readonly record struct Choice(CheckpointHeader Begin, bool IsByAge);

    /// <summary>
    /// Chooses the newest checkpoint below which everything may go; null when nothing would be unlinked.
    /// </summary>
    /// <param name="retention">What to keep.</param>
    /// <param name="now">The log's end and the time.</param>
    /// <param name="checkpoints">The whole checkpoints, in order.</param>
    /// <param name="segments">The segments that others follow, in order.</param>
    public static Choice? Choose(
        Retention retention,
        TrimState now,
        IReadOnlyList<CheckpointHeader> checkpoints,
        IReadOnlyList<SegmentSpan> segments)
    {
        for (int index = checkpoints.Count - 1; index >= 0; index--)
        {
            CheckpointHeader begin = checkpoints[index];
            int gone = segments.TakeWhile(segment => segment.End <= begin.Position).Count();
            if (gone == 0) return null;

            if (IsBeyondSize(retention, now, begin)) return new Choice(begin, IsByAge: false);

            if (IsBeyondAge(retention, now, begin) && gone <= now.MinutesSinceAge)
                return new Choice(begin, IsByAge: true);
        }

        return null;
    }

    private static bool IsBeyondSize(Retention retention, TrimState now, CheckpointHeader begin) =>
        now.Tail - begin.Position >= retention.Bytes
        && (retention.Commits is not { } commits || now.TailRevision - begin.Revision >= commits);

    // A checkpoint is written after the last record below it, so its time is on the safe side.
    private static bool IsBeyondAge(Retention retention, TrimState now, CheckpointHeader begin) =>
        retention.Age is { } age
        && now.TailRevision - begin.Revision >= CommitsSafeFromAge
        && now.NowMicroseconds - begin.TimeMicroseconds > age.TotalSeconds * MicrosecondsPerSecond;
}
