using System.Globalization;
using System.Text;
using Holdfast.Errors;

namespace Holdfast.Documents.Numbers;

/// <summary>Adds numbers exactly: digit by digit, as on paper.</summary>
/// <remarks>
/// Shape. The sum is written in plain digits where that is not longer than people like, else with an exponent;
///        zeros at its end are left out. The same two numbers give the same text everywhere.
/// Cost.  Grows with the digits between the highest and the lowest, of which there are at most 1,001.
/// </remarks>
internal static class NumberSum
{
    /// <summary>Digits before the point that are padded with zeros, rather than written with an exponent.</summary>
    private const int MaxPlainScale = 21;

    /// <summary>Zeros after the point before the first digit.</summary>
    private const int MaxLeadingZeros = 6;

    /// <summary>Adds two values.</summary>
    /// <returns>None, WrongKind when one is not a number, NumberOutOfBounds when the sum has too many digits.</returns>
    public static ErrorCode Add(Value left, Value right, out Value sum)
    {
        sum = default;
        if (!NumberText.IsNumber(left.Node) || !NumberText.IsNumber(right.Node))
            return ErrorCode.WrongKind;
        object? node = left.Node is IntegerNode one && right.Node is IntegerNode two
            && TryAdd(one.Value, two.Value, out long small)
            ? IntegerNode.Of(small)
            : AddTexts(left.Node!, right.Node!);
        sum = new Value(node);
        return node is null ? ErrorCode.NumberOutOfBounds : ErrorCode.None;
    }

    private static bool TryAdd(long left, long right, out long sum)
    {
        sum = unchecked(left + right);
        return ((left ^ sum) & (right ^ sum)) >= 0;
    }

    private static object? AddTexts(object leftNode, object rightNode)
    {
        Span<byte> leftBuffer = stackalloc byte[IntegerNode.MaxTextLength];
        Span<byte> rightBuffer = stackalloc byte[IntegerNode.MaxTextLength];
        DecimalText left = DecimalText.Read(NumberText.Of(leftNode, leftBuffer));
        DecimalText right = DecimalText.Read(NumberText.Of(rightNode, rightBuffer));
        if (left.Count == 0 || right.Count == 0)
            return Write(left.Count == 0 ? right : left);
        int top = Math.Max(left.Scale, right.Scale);
        int bottom = Math.Min(left.Scale - left.Count, right.Scale - right.Count);

        // One more than allowed, because a borrow can take the first digit away.
        if (top - bottom > DocumentLimits.MaxDigits + 1)
            return null;
        Span<byte> digits = stackalloc byte[top - bottom + 1];
        bool isNegative = AddAligned(left, right, top, digits);
        return Write(isNegative, digits, top + 1);
    }

    /// <summary>Fills digits whose first stands for the carry; tells the sign of the sum.</summary>
    private static bool AddAligned(DecimalText left, DecimalText right, int top, Span<byte> digits)
    {
        bool isLeftGreater = DecimalText.CompareMagnitude(left, right) >= 0;
        DecimalText large = isLeftGreater ? left : right;
        DecimalText small = isLeftGreater ? right : left;
        Span<byte> addend = stackalloc byte[digits.Length];
        digits.Clear();
        addend.Clear();
        large.CopyDigits(digits[(top - large.Scale + 1)..]);
        small.CopyDigits(addend[(top - small.Scale + 1)..]);
        int sign = large.IsNegative == small.IsNegative ? 1 : -1;
        int carry = 0;
        for (int place = digits.Length - 1; place >= 0; place--)
        {
            int digit = digits[place] + (sign * addend[place]) + carry;
            carry = digit < 0 ? -1 : digit / 10;
            digits[place] = (byte)(digit - (carry * 10));
        }

        return large.IsNegative;
    }

    private static object? Write(DecimalText number)
    {
        Span<byte> digits = stackalloc byte[number.Count];
        number.CopyDigits(digits);
        return Write(number.IsNegative, digits, number.Scale);
    }

    private static object? Write(bool isNegative, ReadOnlySpan<byte> digits, int scale)
    {
        int zeros = digits.IndexOfAnyExcept((byte)0);
        if (zeros < 0)
            return IntegerNode.Of(0);
        digits = digits[zeros..].TrimEnd((byte)0);
        scale -= zeros;
        if (digits.Length > DocumentLimits.MaxDigits)
            return null;
        StringBuilder text = new(isNegative ? "-" : "");
        if (IsPlain(digits.Length, scale))
            WritePlain(text, digits, scale);
        else
            WriteScientific(text, digits, scale);
        return NumberText.ToNode(Encoding.ASCII.GetBytes(text.ToString()));
    }

    private static bool IsPlain(int count, int scale) => scale > 0
        ? scale <= Math.Max(MaxPlainScale, count)
        : -scale <= MaxLeadingZeros && count - scale < DocumentLimits.MaxDigits;

    private static void WritePlain(StringBuilder text, ReadOnlySpan<byte> digits, int scale)
    {
        if (scale <= 0)
            text.Append("0.").Append('0', -scale);
        for (int place = 0; place < digits.Length; place++)
        {
            if (place == scale && scale > 0)
                text.Append('.');
            text.Append((char)('0' + digits[place]));
        }

        text.Append('0', Math.Max(0, scale - digits.Length));
    }

    private static void WriteScientific(StringBuilder text, ReadOnlySpan<byte> digits, int scale)
    {
        WritePlain(text, digits, 1);
        text.Append('e').Append((scale - 1).ToString(CultureInfo.InvariantCulture));
    }
}
