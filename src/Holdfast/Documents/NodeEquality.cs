using Holdfast.Documents.Arrays;
using Holdfast.Documents.Numbers;
using Holdfast.Documents.Objects;

namespace Holdfast.Documents;

/// <summary>Compares trees: as JSON values, or as the text they are written as.</summary>
/// <remarks>Cost. What is shared is not looked into; the depth of a tree is bounded, so is the recursion.</remarks>
internal static class NodeEquality
{
    /// <summary>Whether two nodes are the same JSON value: numbers by value, members in any order.</summary>
    public static bool AreEqual(object? left, object? right)
    {
        if (ReferenceEquals(left, right))
            return true;
        return (left, right) switch
        {
            (byte[] one, byte[] two) => one.AsSpan().SequenceEqual(two),
            (ObjectNode one, ObjectNode two) => one.Count == two.Count && AreEqual(one, two),
            (ArrayNode one, ArrayNode two) => one.Count == two.Count && AreItemsEqual(one, two, AreEqual),
            (bool one, bool two) => one == two,
            _ => NumberText.IsNumber(left) && NumberText.IsNumber(right) && NumberText.AreEqual(left!, right!),
        };
    }

    /// <summary>Whether two nodes are written as the same compact JSON text.</summary>
    public static bool IsSameText(object? left, object? right)
    {
        if (ReferenceEquals(left, right))
            return true;
        return (left, right) switch
        {
            (byte[] one, byte[] two) => one.AsSpan().SequenceEqual(two),
            (IntegerNode one, IntegerNode two) => one.Value == two.Value,
            (TextNumberNode one, TextNumberNode two) => one.Text.AsSpan().SequenceEqual(two.Text),
            (ObjectNode one, ObjectNode two) => HaveSameMeasure(one, two) && AreMembersSame(one, two),
            (ArrayNode one, ArrayNode two) => HaveSameMeasure(one, two) && AreItemsEqual(one, two, IsSameText),
            (bool one, bool two) => one == two,
            _ => false,
        };
    }

    /// <summary>Gives the same hash for equal values.</summary>
    public static int HashOf(object? node)
    {
        switch (node)
        {
            case null:
                return 0;
            case bool flag:
                return flag ? 1 : 2;
            case byte[] text:
                return KeyHash.Of(text);
            case ObjectNode members:
                int sum = members.Count;
                foreach (ref readonly ObjectEntry entry in ObjectOrder.Of(members))
                    sum += HashCode.Combine(entry.Hash, HashOf(entry.Value));
                return sum;
            case ArrayNode items:
                HashCode hash = default;
                foreach (ref readonly ArrayItem item in items)
                    hash.Add(HashOf(item.Value));
                return hash.ToHashCode();
            default:
                return NumberText.HashOf(node);
        }
    }

    private static bool HaveSameMeasure(ContainerNode left, ContainerNode right) =>
        left.Count == right.Count && left.Size == right.Size && left.Height == right.Height;

    private static bool AreEqual(ObjectNode left, ObjectNode right)
    {
        if (ReferenceEquals(left.Root, right.Root))
            return true;
        foreach (ref readonly ObjectEntry entry in ObjectOrder.Of(left))
        {
            if (!right.TryGet(entry.Key, entry.Hash, out object? other) || !AreEqual(entry.Value, other))
                return false;
        }

        return true;
    }

    private static bool AreMembersSame(ObjectNode left, ObjectNode right)
    {
        if (ReferenceEquals(left.Root, right.Root))
            return true;
        ReadOnlySpan<ObjectEntry> others = ObjectOrder.Of(right);
        int next = 0;
        foreach (ref readonly ObjectEntry entry in ObjectOrder.Of(left))
        {
            ref readonly ObjectEntry other = ref others[next++];
            if (!entry.Is(other.Key, other.Hash) || !IsSameText(entry.Value, other.Value))
                return false;
        }

        return true;
    }

    private static bool AreItemsEqual(ArrayNode left, ArrayNode right, Func<object?, object?, bool> areEqual)
    {
        if (ReferenceEquals(left.Root, right.Root) && ReferenceEquals(left.Tail, right.Tail))
            return true;
        ArrayItems others = right.GetEnumerator();
        foreach (ref readonly ArrayItem item in left)
        {
            others.MoveNext();
            if (!areEqual(item.Value, others.Current.Value))
                return false;
        }

        return true;
    }
}
