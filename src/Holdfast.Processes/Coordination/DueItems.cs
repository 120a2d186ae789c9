using Holdfast.Documents.Objects;

namespace Holdfast.Processes.Coordination;

/// <summary>When the delayed items of a queue are due, as far as one process has seen.</summary>
/// <remarks>
/// A heap by time, fed with what changed since the last look. What went away or rests until another time is found when
/// its old time comes, and dropped.
/// Threads. One at a time. Cost. The logarithm of the count, for each item that changed or is due.
/// </remarks>
internal sealed class DueItems
{
    /// <summary>So many more than there are may be remembered, beside as many again, before all is looked at.</summary>
    private const int MostGone = 1000;

    private readonly PriorityQueue<byte[], (DateTimeOffset Due, uint Sequence)> _order = new();

    // By reference: versions of an object share the names, and a neighbour of a changed member is given again.
    private readonly HashSet<(byte[] Name, DateTimeOffset Due)> _known = [];
    private ObjectNode _items = ObjectNode.Empty;

    /// <summary>Whether one is due.</summary>
    /// <param name="items">The delayed items.</param>
    /// <param name="now">The time.</param>
    public bool HasCome(ObjectNode items, DateTimeOffset now)
    {
        Learn(items);
        while (_order.TryPeek(out byte[]? name, out (DateTimeOffset Due, uint) place) && place.Due <= now)
        {
            bool isThere = items.TryGet(name, KeyHash.Of(name), out object? value);
            if (isThere && DueOf(value) == place.Due) return true;
            _order.Dequeue();
            _known.Remove((name, place.Due));
        }

        return false;
    }

    /// <summary>Gives the names of those that were due at the last look, earliest first; some may be gone.</summary>
    public List<byte[]> Find(DateTimeOffset now, int most)
    {
        List<(byte[] Name, (DateTimeOffset Due, uint) Place)> due = [];
        while (due.Count < most && _order.TryPeek(out _, out (DateTimeOffset Due, uint) place) && place.Due <= now)
            due.Add((_order.Dequeue(), place));

        // They stay until they are seen to be gone: the commit that takes them may fail.
        _order.EnqueueRange(due);
        return due.ConvertAll(item => item.Name);
    }

    private void Learn(ObjectNode items)
    {
        if (_order.Count > (2 * items.Count) + MostGone)
        {
            _order.Clear();
            _known.Clear();
            _items = ObjectNode.Empty;
        }

        ObjectChanges.Visit(_items.Root, items.Root, this, static (in ObjectEntry entry, DueItems self) =>
        {
            DateTimeOffset due = DueOf(entry.Value);
            if (self._known.Add((entry.Key, due))) self._order.Enqueue(entry.Key, (due, entry.Sequence));
        });
        _items = items;
    }

    /// <summary>Without a time it is due at once.</summary>
    private static DateTimeOffset DueOf(object? item) =>
        QueueRecord.DueOf(new Value(item)) ?? DateTimeOffset.MinValue;
}
