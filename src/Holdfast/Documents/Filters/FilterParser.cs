using Holdfast.Errors;

namespace Holdfast.Documents.Filters;

/// <summary>Reads the logical expression of a filter: one method for each rule of the grammar.</summary>
/// <remarks>Source. RFC 9535, 2.3.5.1, and the type rules of 2.4.3.</remarks>
internal sealed class FilterParser
{
    /// <summary>
    /// Parentheses, functions and filters inside each other; keeps reading and matching within the stack.
    /// </summary>
    public const int MaxDepth = 64;

    private readonly FilterReader _reader;
    private readonly TermParser _terms;
    private int _depth;

    private FilterParser(string text)
    {
        _reader = new FilterReader(text);
        _terms = new TermParser(_reader, this);
    }

    public static Expression Parse(string text)
    {
        var parser = new FilterParser(text);
        parser._reader.SkipSpace();
        Expression expression = parser.ParseExpression();
        parser._reader.SkipSpace();
        return parser._reader.IsAtEnd ? expression : throw parser._reader.Expected("'&&', '||' or the end");
    }

    /// <summary>logical-expr, the text standing at its first character.</summary>
    public Expression ParseExpression()
    {
        Enter();
        Expression expression = ParseAny();
        Leave();
        return expression;
    }

    /// <summary>Goes one level deeper; fails beyond the bound.</summary>
    public void Enter()
    {
        if (++_depth > MaxDepth)
            throw FilterReader.Malformed(_reader.Position, $"the expression is nested more than {MaxDepth} deep");
    }

    public void Leave() => _depth--;

    private Expression ParseAny()
    {
        List<Expression> parts = [ParseAll()];
        while (TryTakeOperator("||"))
            parts.Add(ParseAll());
        return parts is [var only] ? only : new AnyExpression([.. parts]);
    }

    private Expression ParseAll()
    {
        List<Expression> parts = [ParseBasic()];
        while (TryTakeOperator("&&"))
            parts.Add(ParseBasic());
        return parts is [var only] ? only : new AllExpression([.. parts]);
    }

    private bool TryTakeOperator(string symbol)
    {
        int start = _reader.Position;
        _reader.SkipSpace();
        if (!_reader.TryTake(symbol))
        {
            _reader.Rewind(start);
            return false;
        }

        _reader.SkipSpace();
        return true;
    }

    private Expression ParseBasic()
    {
        if (_reader.TryTake('!'))
        {
            _reader.SkipSpace();
            return new NotExpression(_reader.Next == '(' ? ParseParenthesis() : ParseNegatedTest());
        }

        if (_reader.Next == '(')
            return ParseParenthesis();
        Term left = _terms.Parse("a query (@ or $), a literal, a function, '!' or '('");
        if (!TryTakeComparison(out ComparisonOperator comparison))
            return left.Test ?? throw NotATest(left);
        Operand one = left.Operand ?? throw NotComparable(left);
        Term right = _terms.Parse("a literal, a singular query or a function to compare with");
        return new ComparisonExpression(one, comparison, right.Operand ?? throw NotComparable(right));
    }

    private Expression ParseParenthesis()
    {
        _reader.Take('(', "'('");
        _reader.SkipSpace();
        Expression expression = ParseExpression();
        _reader.SkipSpace();
        _reader.Take(')', "'&&', '||' or ')'");
        return expression;
    }

    private Expression ParseNegatedTest()
    {
        Term term = _terms.Parse("a query or '(' after '!'");
        Expression test = term.Test ?? throw NotATest(term);
        int end = _reader.Position;
        return TryTakeComparison(out _)
            ? throw FilterReader.Malformed(end, "a comparison is negated in parentheses, as in !(@.a == 1)")
            : test;
    }

    /// <summary>Takes an operator and the blanks around it; what stands there otherwise is left as it is.</summary>
    private bool TryTakeComparison(out ComparisonOperator comparison)
    {
        int start = _reader.Position;
        _reader.SkipSpace();
        ComparisonOperator? found =
            _reader.TryTake("==") ? ComparisonOperator.Equal
            : _reader.TryTake("!=") ? ComparisonOperator.NotEqual
            : _reader.TryTake("<=") ? ComparisonOperator.LessOrEqual
            : _reader.TryTake(">=") ? ComparisonOperator.GreaterOrEqual
            : _reader.TryTake('<') ? ComparisonOperator.Less
            : _reader.TryTake('>') ? ComparisonOperator.Greater
            : null;
        comparison = found.GetValueOrDefault();
        if (found is null)
            _reader.Rewind(start);
        else
            _reader.SkipSpace();
        return found is not null;
    }

    private static HoldfastFormatException NotATest(Term term) =>
        FilterReader.Malformed(term.Position, $"{term.Description} is a value, not a condition; it must be compared");

    private static HoldfastFormatException NotComparable(Term term)
    {
        string fact = term.Query is null
            ? $"{term.Description} is a condition and cannot be compared"
            : "only a singular query (names and indexes, each selecting one child) can be compared";
        return FilterReader.Malformed(term.Position, fact);
    }
}
