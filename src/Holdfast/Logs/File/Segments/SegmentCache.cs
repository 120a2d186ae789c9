using Holdfast.Errors;

namespace Holdfast.Logs.File.Segments;

/// <summary>The segments of a log that this process has open; the files that were used last stay open.</summary>
/// <remarks>
/// Threads. Any. A segment that was acquired stays readable until it is released, even when it is trimmed.
/// </remarks>
internal sealed class SegmentCache(string folder) : IDisposable
{
    /// <summary>The one that is written, the next, and what a reader or two are in.</summary>
    private const int MaxOpen = 4;

    private readonly Lock _guard = new();
    private readonly List<Segment> _open = [];
    private bool _isClosed;

    /// <summary>Gives the segment that has a position, to be released.</summary>
    /// <returns>Null when no file has it: it was trimmed, or the files are not what they must be.</returns>
    public Segment? Acquire(long position)
    {
        lock (_guard)
        {
            ObjectDisposedException.ThrowIf(_isClosed, typeof(FileLogStore));
            Segment? segment = FindOpen(position) ?? Open(position);
            return segment is not null && segment.TryAcquire() ? segment : null;
        }
    }

    /// <summary>Closes the files that end at or before a position.</summary>
    public void Forget(long before)
    {
        lock (_guard)
        {
            Close(segment => segment.Header.End <= before);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_guard)
        {
            _isClosed = true;
            Close(_ => true);
        }
    }

    private Segment? FindOpen(long position)
    {
        for (int index = _open.Count - 1; index >= 0; index--)
        {
            Segment segment = _open[index];
            if (segment.Contains(position)) return segment;
        }

        return null;
    }

    private Segment? Open(long position)
    {
        long[] bases = SegmentFolder.ListBases(folder);
        int index = SegmentFolder.FindAtOrBelow(bases, position);
        Segment? segment = index >= 0 ? Segment.TryOpen(folder, bases[index]) : null;
        if (segment is null || !segment.Contains(position))
        {
            segment?.Dispose();
            return null;
        }

        if (_open.Count == MaxOpen)
        {
            _open[0].Dispose();
            _open.RemoveAt(0);
        }

        _open.Add(segment);
        return segment;
    }

    private void Close(Predicate<Segment> which)
    {
        for (int index = _open.Count - 1; index >= 0; index--)
        {
            if (which(_open[index]))
            {
                _open[index].Dispose();
                _open.RemoveAt(index);
            }
        }
    }
}
