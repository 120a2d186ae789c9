namespace Holdfast.Documents.Filters;

/// <summary>One step of a query: selectors that are applied to a node. Immutable.</summary>
internal class Segment(Selector[] selectors)
{
    /// <summary>Whether the step can select one node at most.</summary>
    public virtual bool IsSingular => selectors is [SingularSelector];

    /// <summary>Takes the step from a node, when <see cref="IsSingular"/>.</summary>
    public bool TryPick(Value node, out Value child) => ((SingularSelector)selectors[0]).TryPick(node, out child);

    /// <summary>Takes the step from a node and goes on with the next segment.</summary>
    public virtual void Select(Value node, int next, ref Selection selection)
    {
        foreach (Selector selector in selectors)
            selector.Select(node, next, ref selection);
    }
}

/// <summary><c>..</c>: applies its selectors to the node and to all that is below it.</summary>
internal sealed class DescendantSegment(Selector[] selectors) : Segment(selectors)
{
    public override bool IsSingular => false;

    /// <remarks>An own stack, so that filters inside filters over deep documents do not exhaust the thread's.</remarks>
    public override void Select(Value node, int next, ref Selection selection)
    {
        var open = new Stack<Value>();
        open.Push(node);
        while (!selection.IsFull && open.TryPop(out Value container))
        {
            base.Select(container, next, ref selection);
            foreach (Value child in Children.Of(container))
            {
                if (child.Kind is ValueKind.Array or ValueKind.Object)
                    open.Push(child);
            }
        }
    }
}
