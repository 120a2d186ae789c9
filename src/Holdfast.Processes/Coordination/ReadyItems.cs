using Holdfast.Documents.Objects;

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
    private const int Share = 4;
    private const int Least = 4096;
    private const int Most = 262_144;

    /// <summary>With this many blocks to choose from, a dozen processes rarely meet.</summary>
    private const int MostBlocks = 64;

    private readonly Lock _lock = new();

    // In reverse, so that taking the first ones moves nothing.
    private readonly List<byte[]> _names = [];
    private double _blocks = 1;
    private long _collisions;

    /// <summary>Whether it has to look before it can give any.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_lock) return _names.Count == 0;
        }
    }

    /// <summary>How often others claimed its items first.</summary>
    public long Collisions
    {
        get
        {
            lock (_lock) return _collisions;
        }
    }

    /// <summary>Takes some that are ready as far as this process has seen; none when nothing is.</summary>
    /// <remarks>Looked at outside of the transaction: what others did with an item is no part of the claim.</remarks>
    public List<ReadyItem> Take(Snapshot now, int most)
    {
        List<ReadyItem> taken = new(Math.Min(most, 16));
        if (!now.TryGet(record.Items, out Value items) || items.Node is not ObjectNode all) return taken;
        ObjectNode claims = now.TryGet(record.Claims, out Value some) && some.Node is ObjectNode node
            ? node
            : ObjectNode.Empty;
        lock (_lock)
        {
            TakeKnown(all, claims, most, taken);
            if (taken.Count == 0 && Find(all, claims)) TakeKnown(all, claims, most, taken);
        }

        return taken;
    }

    public void Collided()
    {
        lock (_lock)
        {
            _collisions++;
            _blocks = Math.Min(MostBlocks, _blocks * 2);
        }
    }

    public void Succeeded()
    {
        lock (_lock) _blocks = Math.Max(1, _blocks - 0.05);
    }

    /// <summary>Forgets what it believes: something came back that stands before it.</summary>
    public void Forget()
    {
        lock (_lock) _names.Clear();
    }

    private void TakeKnown(ObjectNode items, ObjectNode claims, int most, List<ReadyItem> taken)
    {
        int blocks = Math.Min((int)_blocks, _names.Count / most);
        int skipped = blocks <= 1 ? 0 : random.Next(blocks) * most;
        do
        {
            int next = _names.Count - 1 - skipped;
            while (taken.Count < most && next >= 0)
            {
                byte[] name = _names[next--];
                int hash = KeyHash.Of(name);
                if (!claims.TryGet(name, hash, out _) && items.TryGet(name, hash, out object? value))
                    taken.Add(new ReadyItem(name, new Value(value)));
            }

            _names.RemoveRange(next + 1, _names.Count - skipped - next - 1);
            if (skipped == 0) return;
            skipped = 0;
        }
        while (taken.Count == 0);
    }

    private bool Find(ObjectNode items, ObjectNode claims)
    {
        if (claims.Count >= items.Count) return false;
        int most = Math.Clamp(items.Count / Share, Least, Most);
        foreach (ref readonly ObjectEntry item in ObjectOrder.Of(items))
        {
            if (claims.Count > 0 && claims.TryGet(item.Key, item.Hash, out _)) continue;
            _names.Add(item.Key);
            if (_names.Count == most) break;
        }

        _names.Reverse();
        return _names.Count > 0;
    }
}
