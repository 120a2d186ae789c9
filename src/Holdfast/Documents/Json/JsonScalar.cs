using System.Text.Unicode;
using Holdfast.Documents.Numbers;

namespace Holdfast.Documents.Json;

/// <summary>Reads the short scalars that most records hold, without a reader.</summary>
internal static class JsonScalar
{
    /// <summary>Digits that always fit in 64 bits.</summary>
    private const int MaxDigits = 18;

    /// <summary>Reads a text that is a scalar in its plainest form; false leaves it to the reader.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out object? node)
    {
        node = null;
        if (text.IsEmpty)
            return false;
        return text[0] switch
        {
            (byte)'"' => TryString(text, out node),
            (byte)'n' => text.SequenceEqual("null"u8),
            (byte)'t' => TryLiteral(text, "true"u8, Literals.True, out node),
            (byte)'f' => TryLiteral(text, "false"u8, Literals.False, out node),
            _ => TryInteger(text, out node),
        };
    }

    private static bool TryString(ReadOnlySpan<byte> text, out object? node)
    {
        node = null;
        if (text.Length < 2 || text[^1] != '"')
            return false;
        ReadOnlySpan<byte> inner = text[1..^1];
        if (NodeSize.IndexOfEscaped(inner) >= 0 || !Utf8.IsValid(inner))
            return false;
        node = inner.ToArray();
        return true;
    }

    private static bool TryLiteral(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name, object literal, out object? node)
    {
        bool isLiteral = text.SequenceEqual(name);
        node = isLiteral ? literal : null;
        return isLiteral;
    }

    private static bool TryInteger(ReadOnlySpan<byte> text, out object? node)
    {
        node = null;
        bool isNegative = text[0] == '-';
        ReadOnlySpan<byte> digits = isNegative ? text[1..] : text;
        if (digits.Length is 0 or > MaxDigits || (digits[0] == '0' && text.Length > 1))
            return false;
        long value = 0;
        foreach (byte digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'9')
                return false;
            value = (value * 10) + (digit - '0');
        }

        node = IntegerNode.Of(isNegative ? -value : value);
        return true;
    }
}
