namespace Holdfast.Documents.Filters;

/// <summary>A JSONPath query from <c>@</c> or <c>$</c>. Immutable.</summary>
internal sealed class Query(bool isFromRoot, Segment[] segments)
{
    /// <summary>Whether the query can select one node at most: names and indexes only (RFC 9535, 2.3.5.1).</summary>
    public bool IsSingular { get; } = segments.All(segment => segment.IsSingular);

    /// <summary>Gives the value of the node that a singular query selects; null when it selects none.</summary>
    public Value? Pick(in FilterContext context)
    {
        Value node = StartOf(context);
        foreach (Segment segment in segments)
        {
            if (!segment.TryPick(node, out node))
                return null;
        }

        return node;
    }

    /// <summary>Selects nodes until there are as many as the limit.</summary>
    public Selection Select(in FilterContext context, long limit)
    {
        var selection = new Selection(segments, context, limit);
        selection.Visit(StartOf(context), 0);
        return selection;
    }

    private Value StartOf(in FilterContext context) => isFromRoot ? context.Root : context.Current;
}
