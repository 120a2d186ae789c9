using Holdfast.Documents.Arrays;
using Holdfast.Documents.Objects;

namespace Holdfast.Documents.Filters;

/// <summary>Gives the members of an object and the items of an array; nothing of a scalar.</summary>
/// <remarks>
/// Shape. In no particular order: putting members in order costs more than a filter's whole question.
/// </remarks>
internal static class Children
{
    public static IEnumerable<Value> Of(Value node) => node.Node switch
    {
        ObjectNode { Root: ObjectEntry[] leaf } => InLeaf(leaf),
        ObjectNode members => InTree(members.Root),
        ArrayNode { Root: ArrayItem[] { Length: 0 } } items => InLeaf(items.Tail),
        ArrayNode items => InTree(items.Root).Concat(InLeaf(items.Tail)),
        _ => [],
    };

    private static IEnumerable<Value> InLeaf(ObjectEntry[] leaf)
    {
        for (int index = 0; index < leaf.Length; index++)
            yield return new Value(leaf[index].Value);
    }

    private static IEnumerable<Value> InLeaf(ArrayItem[] leaf)
    {
        for (int index = 0; index < leaf.Length; index++)
            yield return new Value(leaf[index].Value);
    }

    private static IEnumerable<Value> InTree(object root)
    {
        var open = new Stack<object>([root]);
        while (open.TryPop(out object? node))
        {
            foreach (object child in BranchesBelow(node))
                open.Push(child);
            foreach (Value value in InAnyLeaf(node))
                yield return value;
        }
    }

    private static object[] BranchesBelow(object node) => node switch
    {
        ObjectBranch branch => branch.Children,
        ArrayBranch branch => branch.Children,
        _ => [],
    };

    private static IEnumerable<Value> InAnyLeaf(object node) => node switch
    {
        ObjectEntry[] leaf => InLeaf(leaf),
        ArrayItem[] leaf => InLeaf(leaf),
        _ => [],
    };
}
