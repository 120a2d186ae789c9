using Holdfast.Proof.Child.Workloads;

namespace Holdfast.Proof.Tests.Watches;

/// <summary>What a watch on a path has to deliver, found from the whole history without the code of watches.</summary>
internal sealed class WatchTruth
{
    private readonly SortedList<long, Delivery> _expected = [];

    public WatchTruth(IEnumerable<Commit> history, string path)
    {
        StatePath place = StatePath.Parse(path);
        foreach (Commit commit in history)
        {
            Change[] within = [.. commit.Changes.Where(change => IsWithin(change.Path.ToString(), path))];
            if (within.Length > 0)
            {
                _expected.Add(commit.Revision.Number, Delivery.Of(commit, place, within, commit.Revision.Number));
            }
        }
    }

    public WatchTruth(IEnumerable<Delivery> expected)
    {
        foreach (Delivery one in expected)
        {
            _expected.Add(one.Revision, one);
        }
    }

    /// <summary>All that has to be delivered, by revision.</summary>
    public IReadOnlyDictionary<long, Delivery> All => _expected;

    /// <summary>The first revision that has to be delivered, from a revision on; null when there is none.</summary>
    public long? FirstFrom(long revision)
    {
        (int low, int high) = (0, _expected.Count);
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = _expected.Keys[middle] < revision ? (middle + 1, high) : (low, middle);
        }

        return low < _expected.Count ? _expected.Keys[low] : null;
    }

    private static bool IsWithin(string changed, string path) =>
        path.Length == 0 || changed == path || changed.StartsWith(path + '/', StringComparison.Ordinal);
}
