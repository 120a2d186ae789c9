using System.Diagnostics.CodeAnalysis;
using Holdfast.Errors;

namespace Holdfast.Documents.Filters;

/// <summary>Tells which values match a condition, as <c>@.state == 'failed' &amp;&amp; @.tries &gt; 3</c>.</summary>
/// <remarks>
/// Shape.   The logical expression that RFC 9535 has after <c>?</c> in a JSONPath: comparisons, <c>&amp;&amp;</c>,
///          <c>||</c>, <c>!</c>, parentheses, tests for existence, queries from <c>@</c> (the value at hand) and
///          <c>$</c> (the root), and the functions length, count, match, search and value. Patterns of match and search
///          are I-Regexps (RFC 9485), where <c>^</c> and <c>$</c> are ordinary characters; a text that is not one,
///          or is too large (10,000 states), matches nothing.
/// Units.   At most 65,536 characters, nested at most 64 deep; a column counts UTF-16 characters, from 1.
/// Threads. Immutable.
/// Cost.    A singular query allocates nothing; <c>..</c> visits all that is below. Time to match a pattern is
///          proportional to the text; to read one with a category (<c>\p{L}</c>) can take a second, once.
/// Source.  RFC 9535, sections 2.3.5 and 2.4; RFC 9485. Beyond the grammar, blanks are accepted inside the brackets of
///          a singular query.
/// </remarks>
public sealed class Filter
{
    private readonly string _text;
    private readonly Expression _expression;

    private Filter(string text, Expression expression) => (_text, _expression) = (text, expression);

    /// <summary>Reads a filter expression.</summary>
    /// <exception cref="HoldfastFormatException"><see cref="ErrorCode.MalformedFilter"/> with the column.</exception>
    public static Filter Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new Filter(text, FilterParser.Parse(text));
    }

    /// <summary>Reads a filter expression; false when it is malformed.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out Filter? filter)
    {
        filter = null;
        if (text is null)
            return false;
        try
        {
            filter = Parse(text);
            return true;
        }
        catch (HoldfastFormatException)
        {
            return false;
        }
    }

    /// <summary>Tells whether a value matches; <c>$</c> is that value too.</summary>
    public bool Matches(Value current) => Matches(current, current);

    /// <summary>Tells whether a value matches.</summary>
    /// <param name="current">The value that <c>@</c> stands for.</param>
    /// <param name="root">The value that <c>$</c> stands for.</param>
    public bool Matches(Value current, Value root) => _expression.Holds(new FilterContext(current, root));

    /// <summary>Gives the text from which the filter was read.</summary>
    public override string ToString() => _text;
}
