using Holdfast.Proof.Child.Workloads;

namespace Holdfast.Proof.Tests.Watches;

/// <summary>What a watch on a path has to deliver, found from the whole history without the code of watches.</summary>
internal sealed class WatchTruth
{
    /// <summary>
    /// Stands for changes that are not foretold: they were made above the path, beside it, or moved what is there.
    /// </summary>
    public const string Any = "*";

    private readonly SortedList<long, Delivery> _expected = [];

    /// <summary>Finds it.</summary>
    /// <param name="history">All commits that are kept.</param>
    /// <param name="path">What is watched.</param>
    /// <param name="every">As for <see cref="Delivery.Of"/>.</param>
    public WatchTruth(IEnumerable<Commit> history, string path, int every = 1)
    {
        StatePath place = StatePath.Parse(path);
        foreach (Commit commit in history)
        {
            Change[] made = [.. commit.Changes.Where(change => !change.IsSame)];
            Change[] within = [.. made.Where(change => IsWithin(change.Path.ToString(), path))];
            bool isMoved = made.Any(change => MovesItsItem(commit, change, place));
            bool isDelivered = isMoved
                ? Differs(commit, place)
                : within.Length > 0 || made.Any(change => DiffersAt(change, path)) || Differs(commit, place);
            if (isDelivered)
            {
                var whole = Delivery.Of(commit, place, within, commit.Revision.Number, every);
                bool isForetold = !isMoved && made.Except(within).All(change => !MayReach(commit, change, path));
                _expected.Add(commit.Revision.Number, isForetold ? whole : whole with { Changes = Any });
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

    /// <summary>Whether a change above a path made a difference at that.</summary>
    private static bool DiffersAt(Change change, string path)
    {
        string above = change.Path.ToString();
        return IsWithin(path, above) && TextAt(change.Before, Rest()) != TextAt(change.After, Rest());

        StatePath Rest() => StatePath.Parse(path[above.Length..]);
    }

    private static bool Differs(Commit commit, StatePath place) =>
        TextAt(commit.Before.Root, place) != TextAt(commit.After.Root, place);

    /// <summary>Whether a change outside a path may still have moved what is there.</summary>
    private static bool MayReach(Commit commit, Change change, string path) =>
        IsWithin(path, change.Path.ToString())
        || (IsWithin(path, change.Path.Parent.ToString())
            && (IsArray(commit.Before, change.Path.Parent) || IsArray(commit.After, change.Path.Parent)));

    /// <summary>
    /// Whether a change put in or took out an item at or before the one that is watched, or that it is in: where
    /// another stands now, only what is different there counts.
    /// </summary>
    private static bool MovesItsItem(Commit commit, Change change, StatePath place) =>
        (change.Before is null || change.After is null)
        && place.Count >= change.Path.Count
        && place.StartsWith(change.Path.Parent)
        && int.TryParse(change.Path.Name, out int index)
        && int.TryParse(place[change.Path.Count - 1], out int own)
        && index <= own
        && (IsArray(commit.Before, change.Path.Parent) || IsArray(commit.After, change.Path.Parent));

    private static bool IsArray(Snapshot state, StatePath place) =>
        state.TryGet(place, out Value value) && value.Kind == ValueKind.Array;

    private static string? TextAt(Value? whole, StatePath place) =>
        whole is { } value && value.TryGet(place, out Value part) ? part.ToString() : null;

    private static bool IsWithin(string changed, string path) =>
        path.Length == 0 || changed == path || changed.StartsWith(path + '/', StringComparison.Ordinal);
}
