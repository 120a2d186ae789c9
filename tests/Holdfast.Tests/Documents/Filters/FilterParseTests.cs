using Holdfast.Documents.Filters;
using Holdfast.Errors;

namespace Holdfast.Tests.Documents.Filters;

public sealed class FilterParseTests
{
    [Theory]
    [InlineData("", 1)]
    [InlineData("  ", 3)]
    [InlineData("@.a ==", 7)]
    [InlineData("@.a = 1", 5)]
    [InlineData("@.a === 1", 7)]
    [InlineData("@.a == 1 == 2", 10)]
    [InlineData("@.a == 1 &", 10)]
    [InlineData("@.a && ", 8)]
    [InlineData("|| @.a", 1)]
    [InlineData("@.a and @.b", 5)]
    [InlineData("(@.a", 5)]
    [InlineData("@.a)", 4)]
    [InlineData("!!@.a", 2)]
    [InlineData("!@.a == 1", 5)]
    [InlineData("!1", 2)]
    [InlineData("(@.a) == 1", 7)]
    [InlineData("1", 1)]
    [InlineData("'a'", 1)]
    [InlineData("true", 1)]
    [InlineData("true && @.a", 1)]
    [InlineData("a == 1", 1)]
    [InlineData("state == 'x'", 1)]
    [InlineData("True == 1", 1)]
    [InlineData("@.* == 1", 1)]
    [InlineData("1 == @..a", 6)]
    [InlineData("@[0,1] == 1", 1)]
    [InlineData("@[0:1] == 1", 1)]
    [InlineData("@[?@.a] == 1", 1)]
    [InlineData("@. a", 3)]
    [InlineData("@.", 3)]
    [InlineData("@.1", 3)]
    [InlineData("@..", 4)]
    [InlineData("@...a", 4)]
    [InlineData("@[", 3)]
    [InlineData("@[]", 3)]
    [InlineData("@[a]", 3)]
    [InlineData("@['a'", 6)]
    [InlineData("@['a',]", 7)]
    [InlineData("@[01]", 3)]
    [InlineData("@[-0]", 3)]
    [InlineData("@[1.0]", 4)]
    [InlineData("@[9007199254740992]", 3)]
    [InlineData("@[-9007199254740992]", 3)]
    [InlineData("@[1:2:3:4]", 8)]
    [InlineData("@[0:01]", 5)]
    [InlineData("@a", 2)]
    [InlineData("01 == 1", 1)]
    [InlineData("1. == 1", 3)]
    [InlineData("1e == 1", 3)]
    [InlineData("- 1 == 1", 2)]
    [InlineData("+1 == 1", 1)]
    [InlineData(".1 == 1", 1)]
    [InlineData("1e10000 == 1", 1)]
    [InlineData("'a == 1", 1)]
    [InlineData("'a\"' == 'a\\\"'", 11)]
    [InlineData("\"\\'\" == 1", 2)]
    [InlineData("'\\x' == 1", 2)]
    [InlineData("'\\", 2)]
    [InlineData("'\\u12' == 1", 4)]
    [InlineData("'\\uD800' == 1", 8)]
    [InlineData("'\\uD800\\u0041' == 1", 8)]
    [InlineData("'\\uDC00' == 1", 8)]
    [InlineData("'\n' == 1", 2)]
    [InlineData("length(@.a)", 1)]
    [InlineData("length(@.*) < 3", 8)]
    [InlineData("length(1, 2) == 1", 9)]
    [InlineData("length() == 1", 8)]
    [InlineData("length (@.a) == 1", 1)]
    [InlineData("count(1) == 1", 7)]
    [InlineData("count(length(@.a)) == 1", 7)]
    [InlineData("count(foo(@.*)) == 1", 7)]
    [InlineData("value(@..color)", 1)]
    [InlineData("match(@.timezone, 'Europe/.*') == true", 1)]
    [InlineData("match(@.a)", 10)]
    [InlineData("match(@.a, 'a', 'b')", 15)]
    [InlineData("match(@.a, match(@.b, 'c'))", 12)]
    [InlineData("LENGTH(@.a) == 1", 1)]
    [InlineData("\uFEFF@.a", 1)]
    [InlineData("\u00A0@.a", 1)]
    public void Parse_Malformed_SaysWhere(string text, int column)
    {
        var error = Assert.Throws<HoldfastFormatException>(() => Filter.Parse(text));
        Assert.Equal(ErrorCode.MalformedFilter, error.Code);
        Assert.Equal(column, error.Column);
        Assert.Contains($"column {column}:", error.Message, StringComparison.Ordinal);
        Assert.False(Filter.TryParse(text, out _));
    }

    [Fact]
    public void Parse_Malformed_SaysWhatWasExpected()
    {
        var error = Assert.Throws<HoldfastFormatException>(() => Filter.Parse("@.tries > > 3"));
        Assert.Equal(
            "The filter is malformed at column 11: expected a literal, a singular query or a function to compare with,"
            + " found '>'. Correct it there.",
            error.Message);
    }

    [Theory]
    [InlineData("@")]
    [InlineData("$")]
    [InlineData("@.état")]
    [InlineData("@.😀")]
    [InlineData("@._a1")]
    [InlineData("@['\\b\\f\\n\\r\\t\\/\\\\\\'\"\\u00e9\\uD83D\\uDE00']")]
    [InlineData("@[\"\\b\\f\\n\\r\\t\\/\\\\\\\"'\"]")]
    [InlineData("@[9007199254740991] == @[-9007199254740991]")]
    [InlineData("@[::]")]
    [InlineData("@[ 1 : 2 : 3 ]")]
    [InlineData("@[?@[?@.a > 1]]")]
    [InlineData("@[ ? @.a , 'b' , * , -1 ]")]
    [InlineData("match(@.timezone, 'Europe/.*')")]
    [InlineData("length(@) < 3")]
    [InlineData("count(@.*) == 1")]
    [InlineData("value(@..color) == \"red\"")]
    [InlineData("length ( @ ) < 3", false)]
    [InlineData("length( @ )<3")]
    [InlineData("-0.0e-0==1E+1")]
    public void Parse_WellFormed_KeepsTheText(string text, bool isWellFormed = true)
    {
        Assert.Equal(isWellFormed, Filter.TryParse(text, out Filter? filter));
        Assert.Equal(isWellFormed ? text : null, filter?.ToString());
    }

    [Fact]
    public void Matches_EscapesInNames_FindTheMember()
    {
        Value value = Value.FromMembers([new("\b\f\n\r\t/\\'\"é😀", 1), new("", 2)]);
        Assert.True(Filter.Parse("@['\\b\\f\\n\\r\\t\\/\\\\\\'\"\\u00E9\\ud83d\\ude00'] == 1").Matches(value));
        Assert.True(Filter.Parse("@[''] == 2").Matches(value));
    }

    [Fact]
    public void Parse_Bounds_AreRefusedOneBeyond()
    {
        Assert.True(Filter.TryParse(Nested(FilterParser.MaxDepth - 1), out _));
        Assert.False(Filter.TryParse(Nested(FilterParser.MaxDepth), out _));
        Assert.False(Filter.TryParse(Nested(30_000), out _));
        Assert.True(Filter.TryParse("@" + Repeat(".a", QueryParser.MaxSegments), out _));
        Assert.False(Filter.TryParse("@" + Repeat(".a", QueryParser.MaxSegments + 1), out _));
        Assert.True(Filter.TryParse("@" + new string(' ', FilterReader.MaxLength - 1), out _));
        Assert.False(Filter.TryParse("@" + new string(' ', FilterReader.MaxLength), out _));
        Assert.True(Filter.Parse("@" + Repeat(" && @", 10_000)).Matches(Value.Null));
        Assert.False(Filter.TryParse(Repeat("length(", 9_000) + "@", out _));
    }

    [Fact]
    public void Parse_LoneSurrogate_IsRefused()
    {
        foreach (string text in (string[])["'\uD800' == 1", "'\uDC00' == 1", "@.\uD83D"])
            Assert.False(Filter.TryParse(text, out _));
    }

    [Fact]
    public void TryParse_Null_IsFalse() => Assert.False(Filter.TryParse(null, out _));

    private static string Nested(int depth) => new string('(', depth) + "@" + new string(')', depth);

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
