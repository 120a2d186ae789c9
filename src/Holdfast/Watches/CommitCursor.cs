using Holdfast.Errors;
using Holdfast.Replicas;

namespace Holdfast.Watches;

/// <summary>
/// Reads the commits after a position one by one, from memory when they are recent, else from the log.
/// </summary>
/// <remarks>
/// It holds a position, no queue: a slow reader costs nobody anything, and what fell out of the kept history is an
/// error, never silence.
/// Threads. One at a time.
/// </remarks>
internal sealed class CommitCursor(Replica replica, long position) : IDisposable
{
    private IEnumerator<Commit>? _behind;
    private long _behindUpTo;

    /// <summary>All commits up to here have been taken.</summary>
    public long Position { get; private set; } = position;

    /// <summary>Takes the next commit; null when there is none yet.</summary>
    /// <exception cref="HoldfastOperationException">
    /// TrimmedRevision: it is not kept any more; CutRevision: the position was lost.
    /// </exception>
    public Commit? TryTake()
    {
        Commit? next = _behind is null ? FindNext() : TakeFromLog();
        if (next is not null) Position = next.Origin.Revision;

        return next;
    }

    /// <summary>Goes on behind a revision; those up to it count as taken.</summary>
    public void SkipTo(long revision)
    {
        if (revision > Position)
        {
            Position = revision;
            Dispose();
        }
    }

    /// <summary>
    /// Goes on before the first commit behind the position that is still there; false when none was lost before it.
    /// </summary>
    public bool TrySkipLost()
    {
        Tip tip = replica.Read();
        long before = Position;
        long place = tip.FindGap(before) is { } gap ? gap.Last + 1 : before;
        if (replica.FindRecentAfter(place) is null)
            place = Math.Max(place, new HistoryReader(replica).BeforeOldest);

        SkipTo(place);
        return Position > before;
    }

    /// <summary>Takes a commit back: it is the next one again.</summary>
    public void Return(Commit commit)
    {
        Position = commit.Origin.PreviousRevision;
        Dispose();
    }

    public void Dispose()
    {
        _behind?.Dispose();
        _behind = null;
    }

    private Commit? FindNext()
    {
        Tip tip = replica.Read();
        if (tip.Revision <= Position) return null;

        // Before the look at what is remembered, which goes from a commit to the next one over any gap.
        HistoryReader.ThrowIfCut(tip, Position);
        if (replica.FindRecentAfter(Position) is { } recent) return recent;

        _behindUpTo = tip.Revision;
        _behind = new HistoryReader(replica).After(Position).GetEnumerator();
        return TakeFromLog();
    }

    private Commit? TakeFromLog()
    {
        if (replica.FindRecentAfter(Position) is { } recent)
        {
            Dispose();
            return recent;
        }

        if (MoveBehind()) return _behind!.Current;

        // What the replica had when the reading began has been read: the numbers up to there that are no commits (a
        // recovery skipped them) are passed over, or the cursor would look for them for ever.
        Dispose();
        Position = Math.Max(Position, _behindUpTo);
        return null;
    }

    private bool MoveBehind()
    {
        try
        {
            return _behind!.MoveNext();
        }
        catch
        {
            // An enumeration that failed says that it is at its end when it is asked again: what is left would be
            // passed over without a word.
            Dispose();
            throw;
        }
    }
}
