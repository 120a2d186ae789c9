using Holdfast.Processes.Coordination;

namespace Holdfast.Processes.Tests.Coordination;

/// <summary>A work queue without rests, as simple as can be.</summary>
internal sealed class WorkQueueModel(int maxAttempts)
{
    private readonly List<Entry> _items = [];
    private readonly List<Entry> _dead = [];

    public List<string> Dead => [.. _dead.Select(entry => entry.Id)];

    public WorkQueueCounts Counts => new(
        _items.Count(entry => !entry.IsClaimed), _items.Count(entry => entry.IsClaimed), 0, _dead.Count);

    public void Enqueue(string id, int value) => _items.Add(new Entry(id, value));

    public List<(string Id, int Value, int Attempt)> Claim(int most)
    {
        List<Entry> claimed = [.. _items.Where(entry => !entry.IsClaimed).Take(most)];
        foreach (Entry entry in claimed) entry.IsClaimed = true;
        return [.. claimed.Select(entry => (entry.Id, entry.Value, entry.Failures + 1))];
    }

    public void Complete(string id) => _items.RemoveAll(entry => entry.Id == id);

    public void Return(string id) => Find(id).IsClaimed = false;

    public void Fail(string id)
    {
        Entry entry = Find(id);
        (entry.IsClaimed, entry.Failures) = (false, entry.Failures + 1);
        if (entry.Failures < maxAttempts) return;
        _items.Remove(entry);
        _dead.Add(entry);
    }

    public void Requeue(string id)
    {
        Entry entry = _dead.Single(dead => dead.Id == id);
        _dead.Remove(entry);
        _items.Add(new Entry(id, entry.Value));
    }

    private Entry Find(string id) => _items.Single(entry => entry.Id == id);

    private sealed class Entry(string id, int value)
    {
        public string Id { get; } = id;

        public int Value { get; } = value;

        public bool IsClaimed { get; set; }

        public int Failures { get; set; }
    }
}
