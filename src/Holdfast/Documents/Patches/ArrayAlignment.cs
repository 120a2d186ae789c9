using Holdfast.Documents.Arrays;

namespace Holdfast.Documents.Patches;

/// <summary>Finds which items of an array were kept in another, and the gaps between those.</summary>
/// <remarks>
/// Shape.  What both begin and end with is kept; between, the longest common subsequence is, as long as it takes at
///         most <see cref="MaxEdits"/> removals and insertions to find it. Else all between is one gap.
/// Cost.   Shared nodes are passed over whole, so that a few changes in a large array cost little.
/// Source. E. Myers, "An O(ND) difference algorithm and its variations" (1986).
/// </remarks>
internal sealed class ArrayAlignment(ArrayNode before, ArrayNode after)
{
    /// <summary>Time and memory of the search grow with its square.</summary>
    public const int MaxEdits = 256;

    /// <summary>Where diagonal 0 is, with room for one more than there are edits on both sides.</summary>
    private const int Center = MaxEdits + 1;

    private readonly List<int[]> _trace = [];
    private int _start;
    private int _beforeEnd;
    private int _afterEnd;

    /// <summary>Items compared and nodes passed over.</summary>
    public long Visits { get; private set; }

    /// <summary>Gives the gaps, in order.</summary>
    public List<ArrayGap> FindGaps()
    {
        (_beforeEnd, _afterEnd) = (before.Count, after.Count);
        _start = Extend(0, 0);
        TrimEnd();
        if (_start == _beforeEnd && _start == _afterEnd)
            return [];
        bool isOneSided = _start == _beforeEnd || _start == _afterEnd;
        return isOneSided || !TrySearch(out int edits)
            ? [new ArrayGap(_start, _beforeEnd - _start, _start, _afterEnd - _start)]
            : Backtrack(edits);
    }

    /// <summary>
    /// Goes on from a pair of indexes while the items are the same; gives the index in the array before.
    /// </summary>
    private int Extend(int index, int other)
    {
        while (index < _beforeEnd && other < _afterEnd)
        {
            Visits++;
            int shared = SharedRun.From(before, index, after, other);
            shared = Math.Min(shared, Math.Min(_beforeEnd - index, _afterEnd - other));
            if (shared == 0 && !NodeEquality.IsSameText(before[index].Value, after[other].Value))
                break;
            index += Math.Max(shared, 1);
            other += Math.Max(shared, 1);
        }

        return index;
    }

    private void TrimEnd()
    {
        while (_beforeEnd > _start && _afterEnd > _start)
        {
            Visits++;
            int shared = SharedRun.UpTo(before, _beforeEnd, after, _afterEnd);
            shared = Math.Min(shared, Math.Min(_beforeEnd, _afterEnd) - _start);
            if (shared == 0 && !NodeEquality.IsSameText(before[_beforeEnd - 1].Value, after[_afterEnd - 1].Value))
                break;
            _beforeEnd -= Math.Max(shared, 1);
            _afterEnd -= Math.Max(shared, 1);
        }
    }

    /// <summary>
    /// For each number of edits, the furthest index on each diagonal (index before minus index after).
    /// </summary>
    /// <remarks>
    /// A path may leave the grid, where nothing is the same; it cannot come back, so none through the end does.
    /// </remarks>
    private bool TrySearch(out int edits)
    {
        int goal = _beforeEnd - _afterEnd;
        var furthest = new int[(2 * MaxEdits) + 3];
        furthest[Center + 1] = _start;
        for (edits = 0; edits <= MaxEdits && Math.Abs(goal) <= MaxEdits; edits++)
        {
            for (int diagonal = -edits; diagonal <= edits; diagonal += 2)
            {
                int index = IsInsertion(furthest, Center, edits, diagonal)
                    ? furthest[Center + diagonal + 1]
                    : furthest[Center + diagonal - 1] + 1;
                furthest[Center + diagonal] = Extend(index, index - diagonal);
                if (diagonal == goal && furthest[Center + diagonal] == _beforeEnd)
                    return true;
            }

            _trace.Add(furthest[(Center - edits)..(Center + edits + 1)]);
        }

        return false;
    }

    /// <summary>
    /// Whether the best way to a diagonal comes from the one above it, by an item of the array after.
    /// </summary>
    private static bool IsInsertion(int[] furthest, int center, int edits, int diagonal) => diagonal == -edits
        || (diagonal != edits && furthest[center + diagonal - 1] < furthest[center + diagonal + 1]);

    /// <summary>Goes the way back that the search found, and gathers its edits.</summary>
    private List<ArrayGap> Backtrack(int edits)
    {
        var gaps = new List<ArrayGap>();
        for (int index = _beforeEnd, other = _afterEnd; edits > 0; edits--)
        {
            int[] furthest = _trace[edits - 1];
            int center = edits - 1;
            int diagonal = index - other;
            bool isInsertion = IsInsertion(furthest, center, edits, diagonal);
            diagonal += isInsertion ? 1 : -1;
            index = furthest[center + diagonal];
            other = index - diagonal;
            Prepend(gaps, new ArrayGap(index, isInsertion ? 0 : 1, other, isInsertion ? 1 : 0));
        }

        gaps.Reverse();
        return gaps;
    }

    /// <summary>
    /// Adds an edit before the others, which stand in reverse; one that touches the last becomes one with it.
    /// </summary>
    private static void Prepend(List<ArrayGap> gaps, ArrayGap gap)
    {
        bool touches = gaps.Count > 0
            && gap.Before + gap.BeforeCount == gaps[^1].Before && gap.After + gap.AfterCount == gaps[^1].After;
        if (!touches)
        {
            gaps.Add(gap);
            return;
        }

        gaps[^1] = gap with
        {
            BeforeCount = gap.BeforeCount + gaps[^1].BeforeCount,
            AfterCount = gap.AfterCount + gaps[^1].AfterCount,
        };
    }
}
