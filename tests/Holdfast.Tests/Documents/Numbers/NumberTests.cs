using System.Globalization;
using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Holdfast.Documents.Numbers;
using Holdfast.Errors;

namespace Holdfast.Tests.Documents.Numbers;

/// <summary>Numbers against fractions of big integers.</summary>
public sealed class NumberTests
{
    [Fact]
    public void Compare_RandomNumbers_MatchesBigIntegers() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(3_000),
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            Random random = new(seed);
            string left = Text(random);
            string right = random.Next(3) == 0 ? SameValue(left, random) : Text(random);
            (Value one, Value two) = (Value.Parse(left), Value.Parse(right));
            int expected = Scaled(left).CompareTo(Scaled(right));
            Assert.Equal(expected == 0, one == two);
            Assert.Equal(expected, Math.Sign(NumberText.Compare(one.Node!, two.Node!)));
            Assert.True(expected != 0 || one.GetHashCode() == two.GetHashCode());
            Assert.Equal(left == right, one.IsSameText(two));
            Assert.Equal(left, one.ToString());
        }));

    [Fact]
    public void Add_RandomNumbers_MatchesBigIntegers() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(3_000),
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            Random random = new(seed);
            string left = Text(random);
            string right = random.Next(5) == 0 ? "-" + SameValue(left.TrimStart('-'), random) : Text(random);
            Assert.Equal(ErrorCode.None, NumberSum.Add(Value.Parse(left), Value.Parse(right), out Value sum));
            Assert.Equal(Scaled(left) + Scaled(right), Scaled(sum.ToString()));
            Assert.Equal(sum.ToString(), Value.Parse(sum.ToString()).ToString());
        }));

    [Theory]
    [InlineData("0.1", "0.2", "0.3")]
    [InlineData("9223372036854775807", "1", "9223372036854775808")]
    [InlineData("-9223372036854775808", "-1", "-9223372036854775809")]
    [InlineData("1.5", "-1.5", "0")]
    [InlineData("1e30", "0.1", "1000000000000000000000000000000.1")]
    [InlineData("1e30", "1e30", "2e30")]
    [InlineData("1e-8", "0", "1e-8")]
    [InlineData("0.0000015", "0", "0.0000015")]
    [InlineData("1.50", "1.50", "3")]
    [InlineData("-0", "0", "0")]
    [InlineData("1e9999", "-1e9999", "0")]
    public void Add_Examples_GiveTheText(string left, string right, string expected)
    {
        Assert.Equal(ErrorCode.None, NumberSum.Add(Value.Parse(left), Value.Parse(right), out Value sum));
        Assert.Equal(expected, sum.ToString());
    }

    [Fact]
    public void Add_TooManyDigits_IsOutOfBounds()
    {
        Assert.Equal(ErrorCode.None, Add("1e999", "1"));
        Assert.Equal(ErrorCode.NumberOutOfBounds, Add("1e1000", "1"));
        Assert.Equal(ErrorCode.None, Add("1e999", "-0.1"));
        Assert.Equal(ErrorCode.NumberOutOfBounds, Add("1e999", "-0.01"));
        Assert.Equal(ErrorCode.NumberOutOfBounds, Add("1e9999", "1e-9999"));
        Assert.Equal(ErrorCode.NumberOutOfBounds, Add("9e9999", "1e9999"));
        Assert.Equal(ErrorCode.None, Add(new string('9', 999), "1"));
        Assert.Equal(ErrorCode.WrongKind, Add("\"1\"", "1"));

        static ErrorCode Add(string left, string right) => NumberSum.Add(Value.Parse(left), Value.Parse(right), out _);
    }

    [Theory]
    [InlineData("0", "-0.0e5")]
    [InlineData("100", "1e2")]
    [InlineData("0.001", "1E-3")]
    [InlineData("12.50", "0.00125e+4")]
    public void Equals_OtherText_IsTheSameValue(string left, string right)
    {
        Assert.Equal(Value.Parse(left), Value.Parse(right));
        Assert.Equal(Value.Parse(left).GetHashCode(), Value.Parse(right).GetHashCode());
    }

    [Fact]
    public void Parse_NumberAtTheBounds_IsTakenAndOneBeyondIsNot()
    {
        string digits = new('7', 1_000);
        Assert.Equal(digits, Value.Parse(digits).ToString());
        Assert.Equal("-0." + digits[1..], Value.Parse("-0." + digits[1..]).ToString());
        Assert.Equal("1e9999", Value.Parse("1e9999").ToString());
        Assert.Equal("1e-0009999", Value.Parse("1e-0009999").ToString());
        string[] tooMuch = [digits + "7", "-0." + digits, "1e10000", "1E-10000", "0e99999999999999999999"];
        foreach (string beyond in tooMuch)
        {
            HoldfastFormatException fault = Assert.Throws<HoldfastFormatException>(() => Value.Parse($"[\n {beyond}]"));
            Assert.Equal((ErrorCode.NumberOutOfBounds, 2, 2), (fault.Code, fault.Line, fault.Column));
        }
    }

    private static string Text(Random random)
    {
        string sign = random.Next(3) == 0 ? "-" : "";
        string whole = random.Next(4) == 0
            ? "0"
            : random.NextInt64(1, long.MaxValue >> random.Next(62)).ToString(CultureInfo.InvariantCulture);
        string fraction = random.Next(2) == 0 ? "" : "." + new string('0', random.Next(4)) + random.Next(1_000);
        string exponent = random.Next(3) > 0
            ? ""
            : $"{"eE"[random.Next(2)]}{new[] { "", "+", "-" }[random.Next(3)]}{random.Next(30)}";
        return sign + whole + fraction + exponent;
    }

    private static string SameValue(string text, Random random)
    {
        int exponentAt = text.IndexOfAny(['e', 'E']);
        string mantissa = exponentAt < 0 ? text : text[..exponentAt];
        string exponent = exponentAt < 0 ? "" : text[exponentAt..];
        return random.Next(2) == 0 || mantissa.TrimStart('-')[0] == '0'
            || mantissa.Contains('.', StringComparison.Ordinal)
            ? (mantissa.Contains('.', StringComparison.Ordinal) ? mantissa + "000" : mantissa + ".0") + exponent
            : mantissa + "000" + (exponentAt < 0
                ? "e-3"
                : $"e{int.Parse(exponent[1..], CultureInfo.InvariantCulture) - 3}");
    }

    /// <summary>The number times 10^100.</summary>
    private static BigInteger Scaled(string text)
    {
        int exponentAt = text.IndexOfAny(['e', 'E']);
        int exponent = exponentAt < 0
            ? 0
            : int.Parse(text[(exponentAt + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        string mantissa = exponentAt < 0 ? text : text[..exponentAt];
        int point = mantissa.IndexOf('.', StringComparison.Ordinal);
        int decimals = point < 0 ? 0 : mantissa.Length - point - 1;
        BigInteger digits = BigInteger.Parse(
            mantissa.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        return digits * BigInteger.Pow(10, 100 + exponent - decimals);
    }
}
