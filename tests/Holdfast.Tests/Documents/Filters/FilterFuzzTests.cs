using Holdfast.Documents.Filters;
using Holdfast.Errors;
using Holdfast.Tests.Documents.Patches;

namespace Holdfast.Tests.Documents.Filters;

/// <summary>Whatever text comes, the answer is a filter or an error that says where.</summary>
public sealed class FilterFuzzTests
{
    private static readonly string[] Parts =
    [
        "@", "$", ".", "..", "a", "b", "[", "]", "*", "?", ":", ",", "0", "-1", "1.5", "'a'", "\"b\"", "'\\u00e9'",
        "'\\",
        "==", "!=", "<", ">=", "&&", "||", "!", "(", ")", " ", "true", "null", "length", "count(", "value(", "match(",
        "search(", "é", "😀", "\uD83D", "\0", "1e5", "e", "'",
    ];

    private static readonly string[] PatternParts =
    [
        "a", "b", ".", "[", "]", "^", "-", "(", ")", "|", "*", "+", "?", "{", "}", "2", ",", "\\", "\\n", "\\.",
        "\\p{L}",
        "\\P{Nd}", "\\p{", "😀", "\0", "é", "{1,2}", "[a-c]", "[^a]", "$", "#", " ", "\uD83D",
    ];

    [Fact]
    public void Parse_RandomTexts_GivesAFilterOrSaysWhere() => Property.Holds(seed =>
    {
        string text = Mix(seed, Parts, 14);
        try
        {
            Filter.Parse(text).Matches(new RandomValues(seed).Next());
            return true;
        }
        catch (HoldfastFormatException error)
        {
            return error.Code == ErrorCode.MalformedFilter && error.Column >= 1 && error.Column <= text.Length + 1;
        }
    }, tests: 5_000);

    [Fact]
    public void Compile_RandomPatterns_GivesWhatDotNetTakes() => Property.Holds(seed =>
    {
        RegularExpression.Compile(Mix(seed, PatternParts, 10), PatternScope.Whole)?.IsMatch("ab😀");
        return true;
    }, tests: 100);

    [Fact]
    public void Matches_SingularQueries_AllocatesNothing()
    {
        var filter = Filter.Parse("@.state == 'failed' && @.tries > 3 && @.list[-1] != null && $.state");
        Value value = Value.Parse("""{"state":"failed","tries":4,"list":[1,2]}""");
        Assert.True(filter.Matches(value));
        long before = GC.GetAllocatedBytesForCurrentThread();
        bool matches = true;
        for (int time = 0; time < 1_000; time++)
            matches &= filter.Matches(value);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(matches);
    }

    private static string Mix(int seed, string[] parts, int most)
    {
        var random = new Random(seed);
        return string.Concat(random.GetItems(parts, random.Next(most)));
    }
}
