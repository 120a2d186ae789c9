using Holdfast.Documents.Filters;

namespace Holdfast.Tests.Documents.Filters;

/// <summary>RFC 9535, 2.4: functions, and RFC 9485: the patterns of two of them.</summary>
public sealed class FilterFunctionTests
{
    [Theory]
    [InlineData("length(@.s) == 3", """{"s":"aé😀"}""", true)]
    [InlineData("length(@.s) == 0", """{"s":""}""", true)]
    [InlineData("length(@.s) == 2", """{"s":[1,[2,3]]}""", true)]
    [InlineData("length(@.s) == 1", """{"s":{"a":{"b":1}}}""", true)]
    [InlineData("length(@.s) == $.nothing", """{"s":12}""", true)]
    [InlineData("length(@.s) == $.nothing", """{"s":null}""", true)]
    [InlineData("length(@.absent) == $.nothing", "{}", true)]
    [InlineData("length('abc') == 3", "{}", true)]
    [InlineData("length(value(@..s)) == 2", """{"x":{"s":"ab"}}""", true)]
    [InlineData("count(@.*) == 2", """{"a":1,"b":[1]}""", true)]
    [InlineData("count(@.absent) == 0", "{}", true)]
    [InlineData("count(@) == 1", "null", true)]
    [InlineData("value(@.*) == 1", """{"a":1}""", true)]
    [InlineData("value(@.*) == $.nothing", """{"a":1,"b":1}""", true)]
    [InlineData("value(@.*) == 1", """{"a":1,"b":1}""", false)]
    [InlineData("match(@.d, '1974-05-..')", """{"d":"1974-05-11"}""", true)]
    [InlineData("match(@.d, '1974-05')", """{"d":"1974-05-11"}""", false)]
    [InlineData("search(@.d, '4-0')", """{"d":"1974-05-11"}""", true)]
    [InlineData("match(@.d, @.p)", """{"d":"ab","p":"a[bc]"}""", true)]
    [InlineData("match(@.d, 'a')", """{"d":1}""", false)]
    [InlineData("match(@.d, 1)", """{"d":"1"}""", false)]
    [InlineData("search(@.absent, '')", "{}", false)]
    [InlineData("!search(@.d, '[')", """{"d":"["}""", true)]
    public void Matches_Functions_GiveWhatTheStandardSays(string filter, string json, bool expected) =>
        Assert.Equal(expected, Filter.Parse(filter).Matches(Value.Parse(json)));

    [Theory]
    [InlineData("a.c", "abc a😀c aéc", "a\nc a\rc ac abbc")]
    [InlineData("a[^b]c", "adc a😀c a\nc", "abc ac")]
    [InlineData("[a-c😀-😂]+", "abc 😀😁😂 a😁", "😃 d a😃")]
    [InlineData("[^😀]", "😁 a", "😀 aa")]
    [InlineData("😀{2}", "😀😀", "😀 😀😀😀")]
    [InlineData("\\p{Lu}\\p{L}*", "Ab Éa A 𐐀b", "ab 1A")]
    [InlineData("\\P{Nd}", "a 😀", "1 ٣")]
    [InlineData("[\\p{Nd}_-]+", "1_-2", "a")]
    [InlineData("[-a]", "- a", "b")]
    [InlineData("[a-]", "- a", "b")]
    [InlineData("[.*+?(){}|^$]", ". * + ? ( ) { } | ^ $", "\\ a")]
    [InlineData("\\.\\*\\\\\\[\\]\\^\\-\\|", ".*\\[]^-|", ".")]
    [InlineData("^a$", "^a$", "a")]
    [InlineData("a|b|", "a b", "ab c")]
    [InlineData("(ab){2,3}c?", "abab abababc", "ab abababab")]
    [InlineData("a{2,}", "aa aaaa", "a")]
    [InlineData("a{0}b", "b", "ab")]
    [InlineData("\\n|\\t|\\r", "\n \t \r", "n")]
    [InlineData("#a b", "", "ab")]
    [InlineData("\u2028.", "\u2028\u2029", "\u2028\n")]
    public void Matches_Patterns_AreIRegexps(string pattern, string matching, string other)
    {
        var filter = Filter.Parse("match(@, $)");
        foreach (string text in matching.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            Assert.True(filter.Matches(text, pattern), $"{pattern} should match {text}");
        foreach (string text in other.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            Assert.False(filter.Matches(text, pattern), $"{pattern} should not match {text}");
    }

    [Theory]
    [InlineData("\\d")]
    [InlineData("\\w")]
    [InlineData("\\b")]
    [InlineData("(?:a)")]
    [InlineData("(?i)a")]
    [InlineData("a*?")]
    [InlineData("a**")]
    [InlineData("*a")]
    [InlineData("(a")]
    [InlineData("a)")]
    [InlineData("[a")]
    [InlineData("[]")]
    [InlineData("[^]")]
    [InlineData("[b-a]")]
    [InlineData("[a-b-c]")]
    [InlineData("[[a]]")]
    [InlineData("a]")]
    [InlineData("a}")]
    [InlineData("a{2,1}")]
    [InlineData("a{,1}")]
    [InlineData("a{}")]
    [InlineData("a{1")]
    [InlineData("\\p{Cs}")]
    [InlineData("\\p{Xx}")]
    [InlineData("\\p{IsGreek}")]
    [InlineData("\\p{L")]
    [InlineData("\\")]
    [InlineData("(a{1000}){11}")]
    [InlineData("a{99999999999}")]
    public void Matches_NoIRegexp_MatchesNothing(string pattern)
    {
        var filter = Filter.Parse("search(@, $)");
        foreach (string text in (string[])["", "a", "aa", "1", "-", "[a]", pattern])
            Assert.False(filter.Matches(text, pattern));
    }

    [Fact]
    public void Matches_CatastrophicPattern_IsLinear()
    {
        // A backtracking matcher would need 2^50000 steps: a clock is not needed to see that it ends.
        Value text = new string('a', 50_000) + "!";
        Assert.False(Filter.Parse("match(@, '(a+)+')").Matches(text));
        Assert.False(Filter.Parse("match(@, '(a|a)*b')").Matches(text));
    }

    [Fact]
    public void Matches_ClassOfAllCharacters_MatchesEachOnce()
    {
        var filter = Filter.Parse(@"match(@, '[\\p{L}\\P{L}]') && !match(@, '[^\\p{L}\\P{L}]')");
        foreach (string text in (string[])["a", "\0", "\n", "\uD7FF", "\uE000", "\uFFFF", "\U00010000", "\U0010FFFF"])
            Assert.True(filter.Matches(text), $"U+{char.ConvertToUtf32(text, 0):X}");
    }
}
