namespace Holdfast.Documents.Filters;

/// <summary>A part of a filter that is true or false of a value (RFC 9535: LogicalType). Immutable.</summary>
internal abstract class Expression
{
    public abstract bool Holds(in FilterContext context);
}

/// <summary>True when all its parts are. Flat, so that a long chain does not nest.</summary>
internal sealed class AllExpression(Expression[] parts) : Expression
{
    public override bool Holds(in FilterContext context)
    {
        foreach (Expression part in parts)
        {
            if (!part.Holds(context))
                return false;
        }

        return true;
    }
}

/// <summary>True when one of its parts is.</summary>
internal sealed class AnyExpression(Expression[] parts) : Expression
{
    public override bool Holds(in FilterContext context)
    {
        foreach (Expression part in parts)
        {
            if (part.Holds(context))
                return true;
        }

        return false;
    }
}

/// <summary>True when its part is not.</summary>
internal sealed class NotExpression(Expression part) : Expression
{
    public override bool Holds(in FilterContext context) => !part.Holds(context);
}

/// <summary>True when a query selects at least one node, whatever its value.</summary>
internal sealed class ExistsExpression(Query query) : Expression
{
    public override bool Holds(in FilterContext context) => query.Select(context, limit: 1).Count > 0;
}
