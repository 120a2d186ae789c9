using Holdfast.Documents.Objects;

namespace Holdfast.Documents.Patches;

/// <summary>Finds the members in which two objects differ.</summary>
/// <remarks>
/// Shape. Removed and changed members in the order of the object before, added ones in that of the object after, so
///        that the result does not depend on the hashes, which differ in each process.
/// Cost.  Two tries that come from each other are walked where they differ. Where one has split a leaf that the other
///        has whole, the members on both sides are looked up: at least that many have come or gone.
/// </remarks>
internal sealed class MemberDifference(ObjectNode before, ObjectNode after)
{
    private readonly List<ObjectEntry> _removed = [];
    private readonly List<ObjectEntry> _added = [];
    private readonly List<(ObjectEntry Before, object? After)> _changed = [];

    public IEnumerable<ObjectEntry> Removed => _removed.OrderBy(entry => entry.Sequence);

    public IEnumerable<ObjectEntry> Added => _added.OrderBy(entry => entry.Sequence);

    /// <summary>Members that both have, with nodes that are not the same; their text may be.</summary>
    public IEnumerable<(ObjectEntry Before, object? After)> Changed => _changed.OrderBy(pair => pair.Before.Sequence);

    public long Visits { get; private set; }

    public void Find() => Compare(before.Root, after.Root);

    private void Compare(object one, object two)
    {
        Visits++;
        if (ReferenceEquals(one, two))
            return;
        if (one is ObjectBranch left && two is ObjectBranch right)
            CompareBranches(left, right);
        else
            LookUp([one], [two]);
    }

    /// <summary>
    /// Compares the children that serve the same slots; a run is a power of two long, so one holds the other.
    /// </summary>
    private void CompareBranches(ObjectBranch one, ObjectBranch two)
    {
        for (int first = 0, second = 0; first < one.Children.Length;)
        {
            int firstEnd = first + 1, secondEnd = second + 1;
            while (EndOf(one, firstEnd) < EndOf(two, secondEnd))
                firstEnd++;
            while (EndOf(two, secondEnd) < EndOf(one, firstEnd))
                secondEnd++;
            if (firstEnd - first == 1 && secondEnd - second == 1)
                Compare(one.Children[first], two.Children[second]);
            else
                LookUp(one.Children.AsSpan(first..firstEnd), two.Children.AsSpan(second..secondEnd));
            (first, second) = (firstEnd, secondEnd);
        }
    }

    /// <summary>The slot at which the children before an index end.</summary>
    private static int EndOf(ObjectBranch branch, int index) =>
        index == branch.Children.Length ? ObjectBranch.Slots : branch.RunOf(index).Start;

    /// <summary>Compares parts that serve the same hashes, however they are divided.</summary>
    private void LookUp(ReadOnlySpan<object> one, ReadOnlySpan<object> two)
    {
        foreach (object part in one)
            LookUpBefore(part);
        foreach (object part in two)
            LookUpAfter(part);
    }

    private void LookUpBefore(object part)
    {
        if (part is ObjectBranch branch)
        {
            foreach (object child in branch.Children)
                LookUpBefore(child);
            return;
        }

        foreach (ref readonly ObjectEntry entry in ((ObjectEntry[])part).AsSpan())
        {
            Visits++;
            if (!after.TryGet(entry.Key, entry.Hash, out object? value))
                _removed.Add(entry);
            else if (!ReferenceEquals(value, entry.Value))
                _changed.Add((entry, value));
        }
    }

    private void LookUpAfter(object part)
    {
        if (part is ObjectBranch branch)
        {
            foreach (object child in branch.Children)
                LookUpAfter(child);
            return;
        }

        foreach (ref readonly ObjectEntry entry in ((ObjectEntry[])part).AsSpan())
        {
            Visits++;
            if (!before.TryGet(entry.Key, entry.Hash, out _))
                _added.Add(entry);
        }
    }
}
