namespace Holdfast.Processes.Coordination;

/// <summary>
/// What one process believes to be ready in a queue, first come first, so that it need not look each time.
/// </summary>
/// <remarks>
/// Only a guess: what it gives may be claimed or gone, and the claim finds out. Items that come later come behind, so
/// the order is kept; what comes back in between is found when the guess is used up.
/// Collisions. Workers of several processes that each claim the first item would meet at every claim. After one, this
/// skips some at random, more after the next, and fewer after each success: alone, it gives the order exactly.
/// Threads. Any. Cost. O(1) for each item; finding new ones grows with those that there are, divided by those found.
/// </remarks>
internal sealed class ReadyItems(QueueRecord record, Random random)
{
    /// <summary>A share of a long queue is remembered, so that looking through it is paid by many claims.</summary>
    private const int Share = 8;
    private const int Least = 4096;
    private const int Most = 65536;

    /// <summary>With so many blocks to choose from, a dozen processes rarely meet.</summary>
    private const int MostBlocks = 64;

    private readonly Lock _lock = new();

    // In reverse, so that taking the first ones moves nothing.
    private readonly List<string> _ids = [];
    private double _blocks = 1;

    /// <summary>Whether it has to look before it can give any.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_lock) return _ids.Count == 0;
        }
    }

    /// <summary>Takes some that are ready as far as this process has seen; none when nothing is.</summary>
    /// <remarks>Looked at outside of the transaction: what others did with an item is no part of the claim.</remarks>
    public List<string> Take(Snapshot now, int most)
    {
        lock (_lock)
        {
            List<string> taken = TakeKnown(now, most);
            if (taken.Count > 0 || !Find(now)) return taken;
            return TakeKnown(now, most);
        }
    }

    public void Collided()
    {
        lock (_lock) _blocks = Math.Min(MostBlocks, _blocks * 2);
    }

    public void Succeeded()
    {
        lock (_lock) _blocks = Math.Max(1, _blocks - 0.05);
    }

    /// <summary>Forgets what it believes: something came back that stands before it.</summary>
    public void Forget()
    {
        lock (_lock) _ids.Clear();
    }

    private List<string> TakeKnown(Snapshot now, int most)
    {
        List<string> taken = new(Math.Min(most, 16));
        int blocks = Math.Min((int)_blocks, _ids.Count / most);
        int skipped = blocks <= 1 ? 0 : random.Next(blocks) * most;
        int next = _ids.Count - 1 - skipped;
        while (taken.Count < most && next >= 0)
        {
            string id = _ids[next--];
            if (IsReady(now, id)) taken.Add(id);
        }

        _ids.RemoveRange(next + 1, _ids.Count - skipped - next - 1);
        return taken.Count > 0 || skipped == 0 ? taken : TakeKnown(now, most);
    }

    private bool IsReady(Snapshot now, string id) =>
        now.Exists(record.Items / id) && !now.Exists(record.Claims / id);

    private bool Find(Snapshot now)
    {
        if (!now.TryGet(record.Items, out Value items)) return false;
        Value claims = now.TryGet(record.Claims, out Value some) ? some : Value.EmptyObject;
        if (claims.Count >= items.Count) return false;
        int most = Math.Clamp(items.Count / Share, Least, Most);
        foreach (KeyValuePair<string, Value> item in items.Members)
        {
            if (claims.Count > 0 && claims.TryGet(StatePath.Root / item.Key, out _)) continue;
            _ids.Add(item.Key);
            if (_ids.Count == most) break;
        }

        _ids.Reverse();
        return _ids.Count > 0;
    }
}
