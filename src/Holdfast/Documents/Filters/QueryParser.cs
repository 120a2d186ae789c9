using System.Diagnostics.CodeAnalysis;

namespace Holdfast.Documents.Filters;

/// <summary>Reads the queries inside a filter.</summary>
/// <remarks>Source. RFC 9535, 2.3 and 2.5.</remarks>
internal sealed class QueryParser(FilterReader reader, FilterParser parser)
{
    /// <summary>
    /// Segments of one query: each costs frames of the stack, in each of the filters inside each other.
    /// </summary>
    public const int MaxSegments = 64;

    /// <summary>A query, the text standing at its <c>@</c> or <c>$</c>.</summary>
    public Query Parse()
    {
        bool isFromRoot = reader.TakeCharacter() == '$';
        var segments = new List<Segment>();
        while (TryParseSegment(out Segment? segment))
        {
            if (segments.Count == MaxSegments)
                throw FilterReader.Malformed(reader.Position, $"a query has at most {MaxSegments} segments");
            segments.Add(segment);
        }

        return new Query(isFromRoot, [.. segments]);
    }

    private bool TryParseSegment([NotNullWhen(true)] out Segment? segment)
    {
        int start = reader.Position;
        reader.SkipSpace();
        segment = null;
        if (reader.TryTake(".."))
            segment = new DescendantSegment(reader.Next == '[' ? ParseBrackets() : [ParseShorthand("'..'")]);
        else if (reader.TryTake('.'))
            segment = new Segment([ParseShorthand("'.'")]);
        else if (reader.Next == '[')
            segment = new Segment(ParseBrackets());
        else
            reader.Rewind(start);
        return segment is not null;
    }

    private Selector ParseShorthand(string symbol)
    {
        if (reader.TryTake('*'))
            return new WildcardSelector();
        return reader.TryTakeName(out string name)
            ? new NameSelector(name)
            : throw reader.Expected($"a name or '*' after {symbol} (other names are written as ['…'])");
    }

    private Selector[] ParseBrackets()
    {
        parser.Enter();
        var selectors = new List<Selector>();
        do
        {
            reader.TakeCharacter();
            reader.SkipSpace();
            selectors.Add(ParseSelector());
            reader.SkipSpace();
        }
        while (reader.Next == ',');

        reader.Take(']', "',' or ']'");
        parser.Leave();
        return [.. selectors];
    }

    private Selector ParseSelector()
    {
        if (reader.TryTake('*'))
            return new WildcardSelector();
        if (reader.Next is '\'' or '"')
            return new NameSelector(reader.TakeString());
        if (!reader.TryTake('?'))
            return ParseIndexOrSlice();
        reader.SkipSpace();
        return new FilterSelector(parser.ParseExpression());
    }

    private Selector ParseIndexOrSlice()
    {
        bool isIndex = reader.TryTakeInteger(out long first);
        int end = reader.Position;
        reader.SkipSpace();
        if (reader.TryTake(':'))
            return ParseSlice(isIndex ? first : null);
        reader.Rewind(end);
        return isIndex
            ? new IndexSelector(first)
            : throw reader.Expected("a name in quotes, an index, a slice, '*' or '?'");
    }

    private SliceSelector ParseSlice(long? start)
    {
        reader.SkipSpace();
        long? end = reader.TryTakeInteger(out long bound) ? bound : null;
        int afterEnd = reader.Position;
        reader.SkipSpace();
        if (!reader.TryTake(':'))
        {
            reader.Rewind(afterEnd);
            return new SliceSelector(start, end, 1);
        }

        reader.SkipSpace();
        return new SliceSelector(start, end, reader.TryTakeInteger(out long step) ? step : 1);
    }
}
