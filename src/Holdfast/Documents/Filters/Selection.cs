namespace Holdfast.Documents.Filters;

/// <summary>The nodes that a query selects, counted while they are found.</summary>
/// <remarks>
/// Shape. What a filter asks of a node list (one? how many? the only one) does not depend on its order.
/// </remarks>
internal struct Selection(Segment[] segments, FilterContext context, long limit)
{
    /// <summary>Nodes found, at most the limit; one that is selected twice counts twice.</summary>
    public long Count { get; private set; }

    /// <summary>The first node found.</summary>
    public Value First { get; private set; }

    /// <summary>Whether enough nodes are found.</summary>
    public readonly bool IsFull => Count >= limit;

    /// <summary>What <c>$</c> stands for in filters inside the query.</summary>
    public readonly Value Root => context.Root;

    /// <summary>Goes on from a node that the segments before the given one selected.</summary>
    public void Visit(Value node, int segment)
    {
        if (IsFull)
            return;
        if (segment < segments.Length)
        {
            segments[segment].Select(node, segment + 1, ref this);
            return;
        }

        First = Count == 0 ? node : First;
        Count++;
    }
}
