using System.Text;
using Holdfast.Documents.Objects;
using Holdfast.Documents.Paths;

namespace Holdfast.Documents.Filters;

/// <summary>Selects children of a node. Immutable.</summary>
internal abstract class Selector
{
    public abstract void Select(Value node, int next, ref Selection selection);
}

/// <summary>Selects one child at most.</summary>
internal abstract class SingularSelector : Selector
{
    public abstract bool TryPick(Value node, out Value child);

    public override void Select(Value node, int next, ref Selection selection)
    {
        if (TryPick(node, out Value child))
            selection.Visit(child, next);
    }
}

/// <summary>Selects the member of a name.</summary>
internal sealed class NameSelector(string name) : SingularSelector
{
    private readonly PathSegment _segment = new(Encoding.UTF8.GetBytes(name));

    public override bool TryPick(Value node, out Value child)
    {
        object? found = null;
        bool isFound = node.Node is ObjectNode members && members.TryGet(_segment.Name, _segment.Hash, out found);
        child = new Value(found);
        return isFound;
    }
}

/// <summary>Selects the item at an index; a negative one counts from the end.</summary>
internal sealed class IndexSelector(long index) : SingularSelector
{
    public override bool TryPick(Value node, out Value child)
    {
        child = default;
        if (node.Kind != ValueKind.Array)
            return false;
        long position = index < 0 ? index + node.Count : index;
        if (position < 0 || position >= node.Count)
            return false;
        child = node[(int)position];
        return true;
    }
}

/// <summary><c>*</c>: selects all children.</summary>
internal sealed class WildcardSelector : Selector
{
    public override void Select(Value node, int next, ref Selection selection)
    {
        foreach (Value child in Children.Of(node))
        {
            if (selection.IsFull)
                return;
            selection.Visit(child, next);
        }
    }
}

/// <summary><c>?</c>: selects the children of which an expression is true.</summary>
internal sealed class FilterSelector(Expression expression) : Selector
{
    public override void Select(Value node, int next, ref Selection selection)
    {
        foreach (Value child in Children.Of(node))
        {
            if (selection.IsFull)
                return;
            if (expression.Holds(new FilterContext(child, selection.Root)))
                selection.Visit(child, next);
        }
    }
}
