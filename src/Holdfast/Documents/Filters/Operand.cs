namespace Holdfast.Documents.Filters;

/// <summary>A part of a filter that gives a value, or nothing (RFC 9535: ValueType). Immutable.</summary>
internal abstract class Operand
{
    /// <summary>Gives the value; null is the RFC's Nothing, which JSON's null is not.</summary>
    public abstract Value? Get(in FilterContext context);
}

/// <summary>A literal.</summary>
internal sealed class LiteralOperand(Value value) : Operand
{
    public Value Value { get; } = value;

    public override Value? Get(in FilterContext context) => Value;
}

/// <summary>The value at a singular query; nothing where it selects no node.</summary>
internal sealed class QueryOperand(Query query) : Operand
{
    public override Value? Get(in FilterContext context) => query.Pick(context);
}

/// <summary><c>length</c>: code points of a string, items of an array, members of an object; else nothing.</summary>
internal sealed class LengthOperand(Operand argument) : Operand
{
    public override Value? Get(in FilterContext context) => argument.Get(context) switch
    {
        { Kind: ValueKind.String } text => CodePoints((byte[])text.Node!),
        { Kind: ValueKind.Array or ValueKind.Object } container => container.Count,
        _ => null,
    };

    private static int CodePoints(ReadOnlySpan<byte> utf8)
    {
        int count = 0;
        foreach (byte unit in utf8)
        {
            // Each code point has one byte that is not a continuation.
            count += (unit & 0xC0) == 0x80 ? 0 : 1;
        }

        return count;
    }
}

/// <summary><c>count</c>: how many nodes a query selects.</summary>
internal sealed class CountOperand(Query query) : Operand
{
    public override Value? Get(in FilterContext context) => query.Select(context, limit: long.MaxValue).Count;
}

/// <summary><c>value</c>: the value of the only node that a query selects; nothing for none or several.</summary>
internal sealed class ValueOperand(Query query) : Operand
{
    public override Value? Get(in FilterContext context)
    {
        Selection selection = query.Select(context, limit: 2);
        return selection.Count == 1 ? selection.First : default(Value?);
    }
}
