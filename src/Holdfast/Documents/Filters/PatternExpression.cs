using System.Text;
using System.Text.RegularExpressions;

namespace Holdfast.Documents.Filters;

/// <summary>What of a text a pattern must match.</summary>
internal enum PatternScope
{
    /// <summary>All of it: <c>match</c>.</summary>
    Whole,

    /// <summary>Some part of it: <c>search</c>.</summary>
    Part,
}

/// <summary>
/// <c>match</c> and <c>search</c>: false when an argument is not a string, or the second is not an I-Regexp.
/// </summary>
/// <remarks>Source. RFC 9535, 2.4.6 and 2.4.7.</remarks>
internal sealed class PatternExpression(Operand text, Operand pattern, PatternScope scope) : Expression
{
    // The last pattern seen: for a literal the only one. Replaced as one reference, so that a race costs a compilation.
    private volatile Compiled? _last;

    public override bool Holds(in FilterContext context) =>
        text.Get(context) is { Kind: ValueKind.String } subject
        && pattern.Get(context) is { Kind: ValueKind.String } wanted
        && RegexOf(wanted) is { } regex
        && regex.IsMatch(TextOf(subject));

    private Regex? RegexOf(Value wanted)
    {
        Compiled? last = _last;
        if (last is null || !last.Source.Equals(wanted))
        {
            last = new Compiled(wanted, RegularExpression.Compile(TextOf(wanted), scope));
            _last = last;
        }

        return last.Regex;
    }

    private static string TextOf(Value text) => Encoding.UTF8.GetString((byte[])text.Node!);

    private sealed record Compiled(Value Source, Regex? Regex);
}
