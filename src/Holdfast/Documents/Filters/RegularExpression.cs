using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Holdfast.Documents.Filters;

/// <summary>Turns I-Regexps into regular expressions of .NET that match in time proportional to the text.</summary>
/// <remarks>
/// Shape.  I-Regexps count code points, .NET counts UTF-16 units: each character class becomes an alternative of units.
/// Source. RFC 9485, section 4. A pattern outside its grammar is none, also where .NET would give it a meaning
///         (<c>\d</c>, <c>(?:</c>, <c>*?</c>).
/// </remarks>
internal sealed class RegularExpression
{
    /// <summary>
    /// Characters and classes of a pattern, repetitions multiplied out: bounds the states of the automaton.
    /// </summary>
    public const int MaxStates = 10_000;

    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    private readonly string _source;
    private readonly StringBuilder _target = new();
    private int _position;
    private int _depth;

    private RegularExpression(string source) => _source = source;

    /// <summary>Compiles a pattern; null when it is not an I-Regexp, or is too large.</summary>
    public static Regex? Compile(string source, PatternScope scope)
    {
        var reader = new RegularExpression(source);
        if (!reader.TryReadBranches(out _) || reader._position < source.Length)
            return null;
        string body = reader._target.ToString();
        try
        {
            return new Regex(scope == PatternScope.Whole ? $"\\A(?:{body})\\z" : body, Options);
        }
        catch (NotSupportedException)
        {
            // .NET has a bound of its own on the automaton, which many categories in one pattern can reach.
            return null;
        }
    }

    /// <summary>i-regexp = branch *( "|" branch )</summary>
    private bool TryReadBranches(out int states)
    {
        states = 0;
        if (++_depth > FilterParser.MaxDepth)
            return false;
        while (TryReadPieces(ref states))
        {
            if (!TryTake('|'))
            {
                _depth--;
                return true;
            }

            _target.Append('|');
        }

        return false;
    }

    /// <summary>branch = *( atom [ quantifier ] )</summary>
    private bool TryReadPieces(ref int states)
    {
        while (_position < _source.Length && _source[_position] is not ('|' or ')'))
        {
            if (!TryReadAtom(out int atom) || !TryReadQuantifier(out int most))
                return false;
            long total = states + ((long)atom * most);
            if (total > MaxStates)
                return false;
            states = (int)total;
        }

        return true;
    }

    private bool TryReadAtom(out int states)
    {
        states = 1;
        if (TryTake('('))
        {
            _target.Append("(?:");
            bool isRead = TryReadBranches(out states) && TryTake(')');
            _target.Append(')');
            return isRead;
        }

        if (!CharacterClass.TryRead(_source, ref _position, out CodePointSet? characters))
            return false;
        characters.AppendPattern(_target);
        return true;
    }

    /// <summary>quantifier = "*" / "+" / "?" / "{" digits [ "," [ digits ] ] "}"</summary>
    private bool TryReadQuantifier(out int most)
    {
        most = 1;
        if (_position == _source.Length)
            return true;
        char symbol = _source[_position];
        if (symbol is '*' or '+' or '?')
        {
            _position++;
            _target.Append(symbol);
            return true;
        }

        return symbol != '{' || TryReadRange(out most);
    }

    private bool TryReadRange(out int most)
    {
        _position++;
        most = 0;
        if (!TryReadCount(out int least))
            return false;
        bool isOpen = false;
        most = least;
        if (TryTake(','))
        {
            isOpen = _position < _source.Length && _source[_position] == '}';
            if (!isOpen && (!TryReadCount(out most) || most < least))
                return false;
        }

        _target.Append(CultureInfo.InvariantCulture, $"{{{least},");
        if (!isOpen)
            _target.Append(CultureInfo.InvariantCulture, $"{most}");
        _target.Append('}');
        most = Math.Max(most, 1);
        return TryTake('}');
    }

    private bool TryReadCount(out int count)
    {
        int start = _position;
        while (_position < _source.Length && char.IsAsciiDigit(_source[_position]))
            _position++;
        ReadOnlySpan<char> digits = _source.AsSpan(start, _position - start);
        return int.TryParse(digits, CultureInfo.InvariantCulture, out count) && count <= MaxStates;
    }

    private bool TryTake(char expected)
    {
        if (_position == _source.Length || _source[_position] != expected)
            return false;
        _position++;
        return true;
    }
}
