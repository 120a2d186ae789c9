using Holdfast.Documents.Arrays;
using Holdfast.Documents.Objects;

namespace Holdfast.Documents.Patches;

/// <summary>Walks two trees side by side and gathers what differs.</summary>
/// <remarks>
/// Cost. The recursion is as deep as the trees, which is bounded; shared parts are passed over whole.
/// </remarks>
internal sealed class DiffWalker
{
    private readonly List<Difference> _differences = [];

    /// <summary>What was found, in an order in which it can be applied.</summary>
    public IReadOnlyList<Difference> Differences => _differences;

    /// <summary>Nodes, members and items looked at: the cost, whatever the clock says.</summary>
    public long Visits { get; private set; }

    /// <summary>Gathers what differs between what is, and what shall be, at a path where both are.</summary>
    public void Compare(StatePath path, object? before, object? after)
    {
        Visits++;
        if (ReferenceEquals(before, after))
            return;
        if (before is ObjectNode members && after is ObjectNode otherMembers)
            CompareMembers(path, members, otherMembers);
        else if (before is ArrayNode items && after is ArrayNode otherItems)
            CompareItems(path, items, otherItems);
        else if (!NodeEquality.IsSameText(before, after))
            _differences.Add(new Difference(EditKind.Set, path, new Value(before), new Value(after)));
    }

    private void CompareMembers(StatePath path, ObjectNode before, ObjectNode after)
    {
        var difference = new MemberDifference(before, after);
        difference.Find();
        Visits += difference.Visits;
        foreach (ObjectEntry entry in difference.Removed)
        {
            StatePath place = path.Child(entry.Key);
            _differences.Add(new Difference(EditKind.Remove, place, new Value(entry.Value), null));
        }

        foreach ((ObjectEntry entry, object? value) in difference.Changed)
            Compare(path.Child(entry.Key), entry.Value, value);
        foreach (ObjectEntry entry in difference.Added)
            _differences.Add(new Difference(EditKind.Set, path.Child(entry.Key), null, new Value(entry.Value)));
    }

    private void CompareItems(StatePath path, ArrayNode before, ArrayNode after)
    {
        var alignment = new ArrayAlignment(before, after);
        List<ArrayGap> gaps = alignment.FindGaps();
        Visits += alignment.Visits;
        // From the last to the first, so that the indexes of those that remain are still those of the array before.
        for (int index = gaps.Count - 1; index >= 0; index--)
            CompareGap(path, before, after, gaps[index]);
    }

    private void CompareGap(StatePath path, ArrayNode before, ArrayNode after, ArrayGap gap)
    {
        int pairs = Math.Min(gap.BeforeCount, gap.AfterCount);
        ComparePairs(path, before, after, gap with { BeforeCount = pairs, AfterCount = pairs });
        for (int item = gap.BeforeCount - 1; item >= pairs; item--)
        {
            var value = new Value(before[gap.Before + item].Value);
            _differences.Add(new Difference(EditKind.Remove, path / (gap.Before + item), value, null));
        }

        for (int item = pairs; item < gap.AfterCount; item++)
        {
            var value = new Value(after[gap.After + item].Value);
            _differences.Add(new Difference(EditKind.Insert, path / (gap.Before + item), null, value));
        }
    }

    /// <summary>
    /// Compares items that stand for each other, so that a change inside an item is told as what it is.
    /// </summary>
    private void ComparePairs(StatePath path, ArrayNode before, ArrayNode after, ArrayGap gap)
    {
        for (int item = 0; item < gap.BeforeCount;)
        {
            int shared = SharedRun.From(before, gap.Before + item, after, gap.After + item);
            if (shared == 0)
                Compare(path / (gap.Before + item), before[gap.Before + item].Value, after[gap.After + item].Value);
            item += Math.Max(shared, 1);
        }
    }
}
