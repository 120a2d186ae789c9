using System.Buffers;
using System.Globalization;
using System.Text;
using Holdfast.Errors;

namespace Holdfast.Documents.Filters;

/// <summary>Reads the tokens of a filter expression and reports what was expected where.</summary>
internal sealed class FilterReader
{
    /// <summary>
    /// Longer texts are refused: a filter is written by a person, and each character may cost a comparison.
    /// </summary>
    public const int MaxLength = 65_536;

    /// <summary>RFC 9535 keeps indexes within what every JSON implementation counts exactly (I-JSON).</summary>
    private const long MaxInteger = (1L << 53) - 1;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");

    private readonly string _text;

    public FilterReader(string text)
    {
        _text = text;
        if (text.Length > MaxLength)
            throw Malformed(0, $"the text is longer than {MaxLength} characters");

        if (IndexOfLoneSurrogate(text) is >= 0 and var lone)
            throw Malformed(lone, "a lone surrogate is not a character");
    }

    public int Position { get; private set; }

    public bool IsAtEnd => Position == _text.Length;

    /// <summary>The next character, NUL at the end (NUL itself is allowed nowhere in a filter).</summary>
    public char Next => PeekAt(0);

    public char PeekAt(int offset) => Position + offset < _text.Length ? _text[Position + offset] : '\0';

    public void SkipSpace()
    {
        while (Next is ' ' or '\t' or '\n' or '\r')
        {
            Position++;
        }
    }

    public bool TryTake(char expected)
    {
        if (Next != expected || IsAtEnd)
            return false;

        Position++;
        return true;
    }

    public bool TryTake(string expected)
    {
        if (!_text.AsSpan(Position).StartsWith(expected, StringComparison.Ordinal))
            return false;

        Position += expected.Length;
        return true;
    }

    public void Take(char expected, string description)
    {
        if (!TryTake(expected))
            throw Expected(description);
    }

    /// <summary>Takes a member name after a dot: letters, digits, <c>_</c> and everything beyond ASCII.</summary>
    public bool TryTakeName(out string name)
    {
        int start = Position;
        if (IsNameFirst(Next))
        {
            while (IsNameFirst(Next) || char.IsAsciiDigit(Next))
            {
                Position++;
            }
        }

        name = _text[start..Position];
        return name.Length > 0;
    }

    /// <summary>
    /// Takes a word of a function's name or a literal: a small letter, then small letters, digits, <c>_</c>.
    /// </summary>
    public string TakeWord()
    {
        int start = Position;
        while (char.IsAsciiLetterLower(Next) || (Position > start && (Next == '_' || char.IsAsciiDigit(Next))))
        {
            Position++;
        }

        return _text[start..Position];
    }

    /// <summary>Takes an index or a bound of a slice.</summary>
    public bool TryTakeInteger(out long number)
    {
        int start = Position;
        number = 0;
        TryTake('-');
        int digits = TakeDigits();
        if (digits == 0)
        {
            Position = start;
            return false;
        }

        ReadOnlySpan<char> text = _text.AsSpan(start, Position - start);
        if (text is "-0" || (digits > 1 && text[^digits] == '0'))
            throw Malformed(start, "an index has no leading zero and no negative zero");

        if (!long.TryParse(text, CultureInfo.InvariantCulture, out number) || number is < -MaxInteger or > MaxInteger)
            throw Malformed(start, $"an index is at most {MaxInteger}");
        return true;
    }

    /// <summary>Takes a number literal, whose grammar is that of JSON.</summary>
    public string TakeNumber()
    {
        int start = Position;
        TryTake('-');
        char first = Next;
        int digits = TakeDigits();
        if (digits == 0)
            throw Expected("a digit");

        if (digits > 1 && first == '0')
            throw Malformed(start, "a number has no leading zero");

        if (TryTake('.') && TakeDigits() == 0)
            throw Expected("a digit after the decimal point");

        TakeExponent();
        return _text[start..Position];
    }

    public string TakeString() => FilterString.Read(this);

    /// <summary>Goes back to a position that was read before.</summary>
    public void Rewind(int position) => Position = position;

    /// <summary>Takes one character, which is not the end.</summary>
    public char TakeCharacter() => _text[Position++];

    public ReadOnlySpan<char> TakeSpan(int length)
    {
        ReadOnlySpan<char> span = _text.AsSpan(Position, Math.Min(length, _text.Length - Position));
        Position += span.Length;
        return span;
    }

    public HoldfastFormatException Expected(string what)
    {
        string found = IsAtEnd
            ? "the end"
            : "'" + Rune.GetRuneAt(_text, Position) + "'";
        return Malformed(Position, $"expected {what}, found {found}");
    }

    /// <summary>Makes the error for a fault at a place of the text.</summary>
    public static HoldfastFormatException Malformed(int position, string fact) =>
        new(ErrorCode.MalformedFilter, $"The filter is malformed at column {position + 1}: {fact}. Correct it there.")
        {
            Line = 1,
            Column = position + 1,
        };

    private void TakeExponent()
    {
        if (Next is not ('e' or 'E'))
            return;

        Position++;
        if (Next is '+' or '-') Position++;

        if (TakeDigits() == 0)
            throw Expected("a digit of the exponent");
    }

    private int TakeDigits()
    {
        int length = _text.AsSpan(Position).IndexOfAnyExcept(Digits);
        length = length < 0 ? _text.Length - Position : length;
        Position += length;
        return length;
    }

    private static bool IsNameFirst(char character) =>
        char.IsAsciiLetter(character) || character == '_' || character >= '\u0080';

    private static int IndexOfLoneSurrogate(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;

            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                return i;

            i++;
        }

        return -1;
    }
}
