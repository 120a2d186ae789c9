using Holdfast.Errors;

namespace Holdfast.Documents.Filters;

/// <summary>Reads literals, queries and functions.</summary>
/// <remarks>Source. RFC 9535, 2.3.5.1 (literals) and 2.4 (functions).</remarks>
internal sealed class TermParser
{
    private readonly FilterReader _reader;
    private readonly FilterParser _parser;
    private readonly QueryParser _queries;

    public TermParser(FilterReader reader, FilterParser parser)
    {
        _reader = reader;
        _parser = parser;
        _queries = new QueryParser(reader, parser);
    }

    public Term Parse(string expected)
    {
        int start = _reader.Position;
        return _reader.Next switch
        {
            '@' or '$' => OfQuery(start, _queries.Parse()),
            '\'' or '"' => OfLiteral(start, _reader.TakeString()),
            '-' or (>= '0' and <= '9') => OfLiteral(start, ParseNumber()),
            >= 'a' and <= 'z' => ParseWord(start),
            _ => throw _reader.Expected(expected),
        };
    }

    private static Term OfLiteral(int start, Value value) =>
        new(start, "a literal") { Operand = new LiteralOperand(value) };

    private static Term OfQuery(int start, Query query) => new(start, "a query")
    {
        Query = query,
        Test = new ExistsExpression(query),
        Operand = query.IsSingular ? new QueryOperand(query) : null,
    };

    private static Term OfValue(int start, string name, Operand operand) =>
        new(start, name + "()") { Operand = operand };

    private static Term OfTest(int start, string name, Expression test) => new(start, name + "()") { Test = test };

    private Value ParseNumber()
    {
        int start = _reader.Position;
        return Value.TryParse(_reader.TakeNumber(), out Value number)
            ? number
            : throw FilterReader.Malformed(start, "the number has too many digits or too large an exponent");
    }

    private Term ParseWord(int start)
    {
        string word = _reader.TakeWord();
        if (_reader.Next == '(')
            return ParseFunction(start, word);
        return word switch
        {
            "true" => OfLiteral(start, Value.True),
            "false" => OfLiteral(start, Value.False),
            "null" => OfLiteral(start, Value.Null),
            _ => throw FilterReader.Malformed(start, $"'{word}' is no literal; write @.{word} for a member"),
        };
    }

    private Term ParseFunction(int start, string name)
    {
        _parser.Enter();
        _reader.TryTake('(');
        Term term = name switch
        {
            "length" => OfValue(start, name, new LengthOperand(ParseValue())),
            "count" => OfValue(start, name, new CountOperand(ParseNodes())),
            "value" => OfValue(start, name, new ValueOperand(ParseNodes())),
            "match" => OfTest(start, name, new PatternExpression(ParseValue(), ParseNextValue(), PatternScope.Whole)),
            "search" => OfTest(start, name, new PatternExpression(ParseValue(), ParseNextValue(), PatternScope.Part)),
            _ => throw FilterReader.Malformed(
                start, $"no function is named '{name}'; there are length, count, match, search and value"),
        };
        _reader.SkipSpace();
        _reader.Take(')', $"')' after the arguments of {name}()");
        _parser.Leave();
        return term;
    }

    private Operand ParseNextValue()
    {
        _reader.SkipSpace();
        _reader.Take(',', "',' and a second argument");
        return ParseValue();
    }

    private Operand ParseValue()
    {
        Term term = ParseArgument();
        return term.Operand
            ?? throw WrongArgument(term, "a value: a literal, a singular query, or a function that gives one");
    }

    private Query ParseNodes()
    {
        Term term = ParseArgument();
        return term.Query ?? throw WrongArgument(term, "a query, from @ or $");
    }

    private Term ParseArgument()
    {
        _reader.SkipSpace();
        return Parse("an argument: a query, a literal or a function");
    }

    private static HoldfastFormatException WrongArgument(Term term, string expected) =>
        FilterReader.Malformed(term.Position, $"the function takes {expected}");
}
