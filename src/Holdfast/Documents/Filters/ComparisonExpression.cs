using Holdfast.Documents.Numbers;

namespace Holdfast.Documents.Filters;

/// <summary>The operators of a comparison.</summary>
internal enum ComparisonOperator
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// <summary>Compares two operands, each a value or nothing.</summary>
/// <remarks>
/// Source. RFC 9535, 2.3.5.2.2: all follows from equality and "less"; other kinds are unequal, never an error.
/// </remarks>
internal sealed class ComparisonExpression(Operand left, ComparisonOperator comparison, Operand right) : Expression
{
    public override bool Holds(in FilterContext context)
    {
        Value? one = left.Get(context);
        Value? two = right.Get(context);
        return comparison switch
        {
            ComparisonOperator.Equal => AreEqual(one, two),
            ComparisonOperator.NotEqual => !AreEqual(one, two),
            ComparisonOperator.Less => IsLess(one, two),
            ComparisonOperator.LessOrEqual => IsLess(one, two) || AreEqual(one, two),
            ComparisonOperator.Greater => IsLess(two, one),
            _ => IsLess(two, one) || AreEqual(one, two),
        };
    }

    private static bool AreEqual(Value? left, Value? right) =>
        left is { } one && right is { } two ? one.Equals(two) : left is null && right is null;

    private static bool IsLess(Value? left, Value? right) =>
        left is { } one && right is { } two && one.Kind == two.Kind && one.Kind switch
        {
            ValueKind.Number => NumberText.Compare(one.Node!, two.Node!) < 0,
            // The bytes of UTF-8 are in the order of the code points, which UTF-16 is not.
            ValueKind.String => ((byte[])one.Node!).AsSpan().SequenceCompareTo((byte[])two.Node!) < 0,
            _ => false,
        };
}
