using System.Buffers.Text;

namespace Holdfast.Documents.Numbers;

/// <summary>A decimal number read from its JSON text without expanding it: 0.d₁d₂d₃… × 10^Scale.</summary>
/// <remarks>
/// Shape. Two numbers are equal when sign, scale and digits are; zero has no digits, no sign and scale 0.
///        The first and the last digit are not 0.
/// </remarks>
internal readonly ref struct DecimalText
{
    private readonly ReadOnlySpan<byte> _digits; // may contain the point

    private DecimalText(ReadOnlySpan<byte> digits, bool isNegative, int count, int scale)
    {
        _digits = digits;
        IsNegative = isNegative;
        Count = count;
        Scale = scale;
    }

    /// <summary>Whether the number is below zero.</summary>
    public bool IsNegative { get; }

    /// <summary>Digits between the first and the last that are not 0.</summary>
    public int Count { get; }

    /// <summary>Where the point is: before the first digit for 0, after the first for 1.</summary>
    public int Scale { get; }

    /// <summary>Reads a number that is valid JSON and within the bounds.</summary>
    public static DecimalText Read(ReadOnlySpan<byte> text)
    {
        bool isNegative = text[0] == '-';
        ReadOnlySpan<byte> rest = isNegative ? text[1..] : text;
        int exponentAt = rest.IndexOfAny((byte)'e', (byte)'E');
        int exponent = exponentAt < 0 ? 0 : ReadExponent(rest[(exponentAt + 1)..]);
        ReadOnlySpan<byte> mantissa = exponentAt < 0 ? rest : rest[..exponentAt];
        int point = mantissa.IndexOf((byte)'.');
        int wholeDigits = point < 0 ? mantissa.Length : point;
        int first = mantissa.IndexOfAnyInRange((byte)'1', (byte)'9');
        if (first < 0)
            return default;
        int last = mantissa.LastIndexOfAnyInRange((byte)'1', (byte)'9');
        bool hasPoint = point > first && point < last;
        int skipped = point >= 0 && point < first ? first - 1 : first;
        ReadOnlySpan<byte> digits = mantissa[first..(last + 1)];
        return new DecimalText(
            digits, isNegative, digits.Length - (hasPoint ? 1 : 0), wholeDigits - skipped + exponent);
    }

    /// <summary>Tells whether a text that is valid JSON is within the bounds of a number.</summary>
    public static bool IsWithinBounds(ReadOnlySpan<byte> text)
    {
        if (text.Length <= IntegerNode.MaxTextLength && text.IndexOfAny((byte)'e', (byte)'E') < 0)
            return true;
        int exponentAt = text.IndexOfAny((byte)'e', (byte)'E');
        ReadOnlySpan<byte> mantissa = exponentAt < 0 ? text : text[..exponentAt];
        int digits = mantissa.Length - (mantissa[0] == '-' ? 1 : 0) - (mantissa.Contains((byte)'.') ? 1 : 0);
        return digits <= DocumentLimits.MaxDigits
            && (exponentAt < 0 || Math.Abs(ReadExponent(text[(exponentAt + 1)..])) <= DocumentLimits.MaxExponent);
    }

    /// <summary>Copies the digits as values 0 to 9; the span has room for <see cref="Count"/>.</summary>
    public void CopyDigits(Span<byte> values)
    {
        int next = 0;
        foreach (byte digit in _digits)
        {
            if (digit != '.')
                values[next++] = (byte)(digit - '0');
        }
    }

    /// <summary>Gives the number when it is whole and fits in 64 bits.</summary>
    public bool TryToInt64(out long value)
    {
        value = 0;
        if (Count == 0)
            return true;
        if (Scale is < 1 or > IntegerNode.MaxTextLength || Count > Scale)
            return false;
        Span<byte> digits = stackalloc byte[IntegerNode.MaxTextLength];
        digits.Clear();
        CopyDigits(digits);
        Int128 whole = 0;
        foreach (byte digit in digits[..Scale])
            whole = (whole * 10) + digit;
        whole = IsNegative ? -whole : whole;
        bool fits = whole >= long.MinValue && whole <= long.MaxValue;
        value = fits ? (long)whole : 0;
        return fits;
    }

    /// <summary>Tells whether two numbers are equal.</summary>
    public static bool AreEqual(DecimalText left, DecimalText right) =>
        left.IsNegative == right.IsNegative && CompareMagnitude(left, right) == 0;

    /// <summary>Compares two numbers: below 0 when the left one is less.</summary>
    public static int Compare(DecimalText left, DecimalText right)
    {
        if (left.Sign != right.Sign)
            return left.Sign.CompareTo(right.Sign);
        return left.IsNegative ? CompareMagnitude(right, left) : CompareMagnitude(left, right);
    }

    /// <summary>-1, 0 or 1.</summary>
    public int Sign => Count == 0 ? 0 : IsNegative ? -1 : 1;

    /// <summary>Gives the same hash for equal numbers.</summary>
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.Add(IsNegative);
        hash.Add(Scale);
        foreach (byte digit in _digits)
        {
            if (digit != '.')
                hash.Add(digit);
        }

        return hash.ToHashCode();
    }

    /// <summary>Compares two numbers without their signs.</summary>
    public static int CompareMagnitude(DecimalText left, DecimalText right)
    {
        if (left.Count == 0 || right.Count == 0)
            return left.Count.CompareTo(right.Count);
        if (left.Scale != right.Scale)
            return left.Scale.CompareTo(right.Scale);
        ReadOnlySpan<byte> leftDigits = left._digits, rightDigits = right._digits;
        int at = 0, other = 0;
        while (at < leftDigits.Length && other < rightDigits.Length)
        {
            at += leftDigits[at] == '.' ? 1 : 0;
            other += rightDigits[other] == '.' ? 1 : 0;
            int order = leftDigits[at++].CompareTo(rightDigits[other++]);
            if (order != 0)
                return order;
        }

        return left.Count.CompareTo(right.Count);
    }

    private static int ReadExponent(ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<byte> digits = text[0] is (byte)'+' or (byte)'-' ? text[1..] : text;
        digits = digits.TrimStart((byte)'0');
        if (digits.IsEmpty)
            return 0;
        bool fits = Utf8Parser.TryParse(digits, out int value, out _);
        return !fits ? int.MaxValue : text[0] == '-' ? -value : value;
    }
}
