using System.Diagnostics;
using System.Globalization;
using Holdfast.Processes.Coordination;

namespace Holdfast.Bench.Children;

/// <summary>One of several processes that claim and complete items of one work queue.</summary>
internal sealed class ClaimRole : IDisposable
{
    private readonly Store _store;
    private readonly WorkQueue _queue;
    private readonly int _batch;

    public ClaimRole(string folder, string batch)
    {
        _store = Store.Open(folder);
        _queue = _store.GetState("work").GetQueue("/queue");
        _batch = int.Parse(batch, CultureInfo.InvariantCulture);
    }

    /// <summary>Works for a while, or until nothing is left, and tells how many items were done.</summary>
    public long Run(TimeSpan time)
    {
        long end = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
        long count = 0;
        IReadOnlyList<WorkItem> items = [];
        while (Stopwatch.GetTimestamp() < end)
        {
            count += items.Count;
            items = _queue.CompleteAndClaim(items, _batch, TimeSpan.Zero);
        }

        if (items.Count > 0) _queue.Complete(items);
        return count + items.Count;
    }

    public void Dispose() => _store.Dispose();
}
