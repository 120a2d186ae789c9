namespace Holdfast.Replicas;

/// <summary>The newest commits of a replica, with their documents, for watches and near time travel.</summary>
/// <remarks>
/// Bounded by their count, their changes and the bytes of their records, so that a slow reader costs nobody anything:
/// who falls behind reads the log instead.
/// Threads. One at a time: the replica's gate is held.
/// </remarks>
internal sealed class RecentCommits
{
    /// <summary>
    /// Most commits that are kept; a power of two. Each keeps alive what it replaced, and the garbage collector looks
    /// at all of it again and again: more of them make every commit slower.
    /// </summary>
    public const int Capacity = 256;

    /// <summary>
    /// Most changes in all that are kept: each keeps alive the nodes on its path, which young collections would copy.
    /// </summary>
    public const int CapacityChanges = 1024;

    /// <summary>Most bytes of records that are kept, so that a thousand large commits do not fill the memory.</summary>
    public const long CapacityBytes = 16L << 20;

    /// <summary>The same while nobody has asked for one in the last <see cref="MemoryCommits"/>.</summary>
    public const int UnreadChanges = 64;

    /// <summary>Commits after which it is taken that nobody watches: whoever comes then reads the log once.</summary>
    public const int MemoryCommits = 4096;

    private readonly Commit?[] _commits = new Commit?[Capacity];
    private readonly int[] _bytes = new int[Capacity];
    private long _first;
    private long _next;
    private long _asked;
    private long _totalBytes;
    private long _totalChanges;

    public void Add(Commit commit, int recordBytes)
    {
        if (_next - _first == Capacity) DropOldest();

        _commits[_next & (Capacity - 1)] = commit;
        _bytes[_next & (Capacity - 1)] = recordBytes;
        _totalBytes += recordBytes;
        _totalChanges += commit.ChangeArray.Length;
        _next++;
        int mostChanges = _next - _asked > MemoryCommits ? UnreadChanges : CapacityChanges;
        while ((_totalBytes > CapacityBytes || _totalChanges > mostChanges) && _next - _first > 1)
        {
            DropOldest();
        }
    }

    public void Clear()
    {
        while (_first < _next)
        {
            DropOldest();
        }
    }

    /// <summary>Finds the first commit after a revision, if all commits after that revision are here.</summary>
    public Commit? FindAfter(long revision)
    {
        _asked = _next;
        if (_first == _next || At(_first).Origin.PreviousRevision > revision) return null;

        long low = _first;
        long high = _next;
        while (low < high)
        {
            long middle = (low + high) / 2;
            (low, high) = At(middle).Origin.Revision > revision ? (low, middle) : (middle + 1, high);
        }

        return low == _next ? null : At(low);
    }

    private Commit At(long index) => _commits[index & (Capacity - 1)]!;

    private void DropOldest()
    {
        _totalBytes -= _bytes[_first & (Capacity - 1)];
        _totalChanges -= At(_first).ChangeArray.Length;
        _commits[_first & (Capacity - 1)] = null;
        _first++;
    }
}
