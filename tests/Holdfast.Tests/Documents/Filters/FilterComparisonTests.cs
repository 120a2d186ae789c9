using Holdfast.Documents.Filters;

namespace Holdfast.Tests.Documents.Filters;

/// <summary>The table of RFC 9535, 2.3.5.3 (comparisons), and what it leaves open.</summary>
public sealed class FilterComparisonTests
{
    private static readonly Value Root = Value.Parse("""{"obj":{"x":"y"},"arr":[2,3]}""");

    [Theory]
    [InlineData("$.absent1 == $.absent2", true)]
    [InlineData("$.absent1 <= $.absent2", true)]
    [InlineData("$.absent == 'g'", false)]
    [InlineData("$.absent1 != $.absent2", false)]
    [InlineData("$.absent != 'g'", true)]
    [InlineData("1 <= 2", true)]
    [InlineData("1 > 2", false)]
    [InlineData("13 == '13'", false)]
    [InlineData("'a' <= 'b'", true)]
    [InlineData("'a' > 'b'", false)]
    [InlineData("$.obj == $.arr", false)]
    [InlineData("$.obj != $.arr", true)]
    [InlineData("$.obj == $.obj", true)]
    [InlineData("$.obj != $.obj", false)]
    [InlineData("$.arr == $.arr", true)]
    [InlineData("$.arr != $.arr", false)]
    [InlineData("$.obj == 17", false)]
    [InlineData("$.obj != 17", true)]
    [InlineData("$.obj <= $.arr", false)]
    [InlineData("$.obj < $.arr", false)]
    [InlineData("$.obj <= $.obj", true)]
    [InlineData("$.arr <= $.arr", true)]
    [InlineData("1 <= $.arr", false)]
    [InlineData("1 >= $.arr", false)]
    [InlineData("1 > $.arr", false)]
    [InlineData("1 < $.arr", false)]
    [InlineData("true <= true", true)]
    [InlineData("true > true", false)]
    public void Matches_TableOfTheStandard_GivesItsResult(string filter, bool expected) =>
        Assert.Equal(expected, Filter.Parse(filter).Matches(Root));

    [Theory]
    [InlineData("1 == 1.0", true)]
    [InlineData("1e2 == 100", true)]
    [InlineData("-0 == 0", true)]
    [InlineData("0.1 < 0.10000000000000000000000000001", true)]
    [InlineData("9007199254740993 == 9007199254740992", false)]
    [InlineData("-1e400 < -1e399", true)]
    [InlineData("1E+2 == 100", true)]
    [InlineData("null == null", true)]
    [InlineData("null == $.absent", false)]
    [InlineData("null < null", false)]
    [InlineData("false < true", false)]
    [InlineData("false >= false", true)]
    [InlineData("'' < 'a'", true)]
    [InlineData("'a' < 'aa'", true)]
    [InlineData("'Z' < 'a'", true)]
    [InlineData("$.absent < 1", false)]
    [InlineData("$.absent >= $.absent2", true)]
    [InlineData("$.absent > $.absent2", false)]
    public void Matches_Literals_ComparesByValue(string filter, bool expected) =>
        Assert.Equal(expected, Filter.Parse(filter).Matches(Root));

    [Fact]
    public void Matches_StringsBeyondTheBasicPlane_OrdersByCodePoint()
    {
        // In UTF-16 the pair D83D DE00 is below FF5E; as code points U+1F600 is above U+FF5E.
        Assert.True(Filter.Parse("'\uFF5E' < '\U0001F600'").Matches(Value.Null));
        Assert.True(Filter.Parse(@"'\uFF5E' < '\uD83D\uDE00'").Matches(Value.Null));
    }

    [Theory]
    [InlineData("""{"a":{"x":1,"y":[1,2]},"b":{"y":[1.0,2],"x":1e0}}""", true)]
    [InlineData("""{"a":{"x":1},"b":{"x":1,"y":2}}""", false)]
    [InlineData("""{"a":[1,2],"b":[2,1]}""", false)]
    public void Matches_Structures_ComparesDeeply(string json, bool expected) =>
        Assert.Equal(expected, Filter.Parse("@.a == @.b").Matches(Value.Parse(json)));
}
