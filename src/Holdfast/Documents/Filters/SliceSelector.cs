namespace Holdfast.Documents.Filters;

/// <summary><c>start:end:step</c>: selects items of an array.</summary>
/// <remarks>Source. RFC 9535, 2.3.4.2.2.</remarks>
internal sealed class SliceSelector(long? start, long? end, long step) : Selector
{
    public override void Select(Value node, int next, ref Selection selection)
    {
        if (node.Kind != ValueKind.Array || step == 0)
            return;
        long count = node.Count;
        long first = Normalize(start ?? (step > 0 ? 0 : count - 1), count);
        long last = end is { } bound ? Normalize(bound, count) : step > 0 ? count : -1;
        if (step > 0)
            SelectUp(node, Math.Clamp(first, 0, count), Math.Clamp(last, 0, count), next, ref selection);
        else
            SelectDown(node, Math.Clamp(first, -1, count - 1), Math.Clamp(last, -1, count - 1), next, ref selection);
    }

    private void SelectUp(Value node, long first, long last, int next, ref Selection selection)
    {
        for (long index = first; index < last && !selection.IsFull; index += step)
            selection.Visit(node[(int)index], next);
    }

    private void SelectDown(Value node, long first, long last, int next, ref Selection selection)
    {
        for (long index = first; index > last && !selection.IsFull; index += step)
            selection.Visit(node[(int)index], next);
    }

    private static long Normalize(long bound, long count) => bound >= 0 ? bound : count + bound;
}
