using System.Buffers;
using System.Globalization;
using System.Text;

namespace Holdfast.Documents.Filters;

/// <summary>Reads string literals, in either kind of quotes.</summary>
/// <remarks>Source. RFC 9535, 2.3.1.1.</remarks>
internal static class FilterString
{
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    public static string Read(FilterReader reader)
    {
        int start = reader.Position;
        char quote = reader.TakeCharacter();
        var text = new StringBuilder();
        while (!reader.TryTake(quote))
        {
            if (reader.IsAtEnd)
                throw FilterReader.Malformed(start, $"the string is not closed; expected {quote}");

            if (reader.Next < ' ')
                throw FilterReader.Malformed(reader.Position, "a control character in a string must be escaped");

            char character = reader.TakeCharacter();
            text.Append(character == '\\' ? ReadEscape(reader, quote) : character);
            AppendPair(reader, text);
        }

        return text.ToString();
    }

    /// <summary>Completes a pair that was begun by an escaped high surrogate; alone it would be no character.</summary>
    private static void AppendPair(FilterReader reader, StringBuilder text)
    {
        char last = text[^1];
        if (!char.IsSurrogate(last))
            return;

        int start = reader.Position;
        if (char.IsHighSurrogate(last))
        {
            char low = reader.TryTake("\\u") ? ReadUnit(reader) : reader.IsAtEnd ? '\0' : reader.TakeCharacter();
            if (char.IsLowSurrogate(low))
            {
                text.Append(low);
                return;
            }
        }

        throw FilterReader.Malformed(start, "an escaped surrogate needs its other half");
    }

    private static char ReadEscape(FilterReader reader, char quote)
    {
        int start = reader.Position - 1;
        char escape = reader.IsAtEnd ? '\0' : reader.TakeCharacter();
        return escape switch
        {
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            '/' or '\\' => escape,
            'u' => ReadUnit(reader),
            _ when escape == quote => escape,
            _ => throw FilterReader.Malformed(
                start, $"expected an escape (\\\\ \\{quote} \\/ \\b \\f \\n \\r \\t \\uXXXX)"),
        };
    }

    private static char ReadUnit(FilterReader reader)
    {
        int start = reader.Position;
        ReadOnlySpan<char> digits = reader.TakeSpan(4);
        return digits.Length == 4 && !digits.ContainsAnyExcept(HexDigits)
            ? (char)ushort.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
            : throw FilterReader.Malformed(start, "expected four hexadecimal digits");
    }
}
