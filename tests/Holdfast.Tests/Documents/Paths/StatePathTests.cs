using System.Globalization;
using Holdfast.Errors;

namespace Holdfast.Tests.Documents.Paths;

public sealed class StatePathTests
{
    private static readonly Value Appendix = Value.Parse(
        """{"foo":["bar","baz"],"":0,"a/b":1,"c%d":2,"e^f":3,"g|h":4,"i\\j":5,"k\"l":6," ":7,"m~n":8}""");

    [Theory]
    [InlineData("/foo", """["bar","baz"]""")]
    [InlineData("/foo/0", "\"bar\"")]
    [InlineData("/", "0")]
    [InlineData("/a~1b", "1")]
    [InlineData("/c%d", "2")]
    [InlineData("/e^f", "3")]
    [InlineData("/g|h", "4")]
    [InlineData("/i\\j", "5")]
    [InlineData("/k\"l", "6")]
    [InlineData("/ ", "7")]
    [InlineData("/m~0n", "8")]
    public void TryGet_AppendixOfRfc6901_FindsTheValue(string path, string expected)
    {
        Assert.True(Appendix.TryGet(path, out Value asText));
        Assert.Equal(expected, asText.ToString());
        Assert.True(Appendix.TryGet(StatePath.Parse(path), out Value asParsed));
        Assert.Equal(expected, asParsed.ToString());
        Assert.Equal(path, StatePath.Parse(path).ToString());
    }

    [Fact]
    public void TryGet_EmptyText_IsTheWholeDocument()
    {
        Assert.True(Appendix.TryGet("", out Value whole));
        Assert.Equal(Appendix, whole);
        Assert.True(((StatePath)"").IsRoot);
    }

    [Theory]
    [InlineData("m~n", "/m~0n")]
    [InlineData("a~1b", "/a~01b")]
    [InlineData("name", "/name")]
    public void FromString_WithoutSlash_IsTheMemberAsItStands(string text, string expected)
    {
        StatePath path = text;
        Assert.Equal(expected, path.ToString());
        Assert.Equal(text, path.Name);
        Assert.Equal(StatePath.Parse(expected), path);
        Assert.Equal(StatePath.Parse(expected).GetHashCode(), path.GetHashCode());
    }

    [Theory]
    [InlineData("a/b", 2)]
    [InlineData("/a~", 3)]
    [InlineData("/a~2b", 3)]
    [InlineData("/é~x", 3)]
    public void FromString_Malformed_NamesThePlace(string text, int place)
    {
        HoldfastArgumentException fault = Assert.Throws<HoldfastArgumentException>(() => StatePath.FromString(text));
        Assert.Equal(ErrorCode.MalformedPath, fault.Code);
        Assert.Contains($"at character {place}:", fault.Message, StringComparison.Ordinal);
        Assert.False(StatePath.TryParse(text, out _));
    }

    [Fact]
    public void FromString_HalfOfAPair_NamesThePlace()
    {
        // Not as test data: the runner would replace what is no Unicode.
        FromString_Malformed_NamesThePlace("/a\ud800", 3);
        FromString_Malformed_NamesThePlace("\udc00a", 1);
        FromString_Malformed_NamesThePlace("/😀\ud83d", 4);
    }

    [Fact]
    public void Interpolate_HolesWithStructure_StayOneName()
    {
        string evil = "a/b~1/../x";
        StatePath path = $"/orders/{evil}/lines/{3}";
        Assert.Equal(["orders", evil, "lines", "3"], Enumerable.Range(0, path.Count).Select(index => path[index]));
        StatePath bare = $"{evil}";
        Assert.Equal(evil, Assert.Single(Names(bare)));
        StatePath joined = $"id-{evil}~0";
        Assert.Equal("id-" + evil + "~0", Assert.Single(Names(joined)));
        StatePath literal = $"/a~1b/{"c"}";
        Assert.Equal(["a/b", "c"], Names(literal));
    }

    [Fact]
    public void Interpolate_EmptyName_IsNeverTheWholeDocument()
    {
        string empty = "";
        StatePath path = $"{empty}";
        Assert.Equal("", Assert.Single(Names(path)));
        Assert.Equal("/", path.ToString());
    }

    [Fact]
    public void Interpolate_Misuse_IsRefused()
    {
        string? nothing = null;
        string name = "x";
        AssertMalformed(() => $"/a/{nothing}");
        AssertMalformed(() => $"{name}/b");
        AssertMalformed(() => $"b/{name}");
        AssertMalformed(() => $"/a~{name}");
        AssertMalformed(() => $"/a/{"\ud800"}");
        Assert.Throws<HoldfastOperationException>(() => (StatePath)$"/a/{Value.EmptyObject}");
    }

    [Fact]
    public void Interpolate_Values_AreWrittenWithoutCulture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            comma.NumberFormat.NumberDecimalSeparator = ",";
            CultureInfo.CurrentCulture = comma;
            Value name = "tea";
            StatePath path = $"/{1.5}/{name}/{7:D3}";
            Assert.Equal("/1.5/tea/007", path.ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Child_AnyName_IsOneSegment()
    {
        StatePath path = StatePath.Root / "a/b" / "" / 0 / "~";
        Assert.Equal("/a~1b//0/~0", path.ToString());
        Assert.Equal("/a~1b//0", path.Parent.ToString());
        Assert.Equal("~", path.Name);
        Assert.Equal(StatePath.Root, StatePath.Root.Parent);
    }

    [Theory]
    [InlineData("/a/b", "/a", true)]
    [InlineData("/ab", "/a", false)]
    [InlineData("/a", "/a", true)]
    [InlineData("/a", "", true)]
    [InlineData("/a", "a", true)]
    [InlineData("/a", "/a/b", false)]
    public void StartsWith_Names_AreComparedWhole(string path, string start, bool expected)
    {
        Assert.Equal(expected, ((StatePath)path).StartsWith(start));
        Assert.Equal(expected, StatePath.Parse(path).StartsWith(start));
        Assert.Equal(expected, StatePath.Parse(path).StartsWith(StatePath.Parse(start)));
        Assert.Equal(
            ((StatePath)path).ToString() == ((StatePath)start).ToString(),
            StatePath.Parse(path) == StatePath.Parse(start));
    }

    [Fact]
    public void TryGet_LongNames_AreFound()
    {
        foreach (int length in new[] { 1, 63, 64, 65, 127, 128, 255, 256, 257, 5_000 })
        {
            foreach (string unit in new[] { "x", "é", "€", "😀", "/", "~" })
            {
                string name = string.Concat(Enumerable.Repeat(unit, length));
                Value value = Value.FromMembers([new("a", Value.FromMembers([new(name, length)]))]);
                StatePath path = StatePath.Root / "a" / name;
                Assert.True(value.TryGet(path, out Value parsed) && parsed == length);
                Assert.True(value.TryGet(path.ToString(), out Value text) && text == length);
                Assert.False(value.TryGet(path.ToString() + "y", out _));
            }
        }
    }

    [Fact]
    public void TryGet_TextAndParsed_AllocateNothing()
    {
        Value value = Value.Parse("""{"stock":{"tea":10}}""");
        StatePath parsed = StatePath.Parse("/stock/tea");
        string text = "/stock/tea";
        long allocated = long.MaxValue;

        // The first code that the runtime makes of a method may allocate; what it makes of a busy one may not.
        for (long start = Environment.TickCount64; allocated > 0 && Environment.TickCount64 - start < 10_000;)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 1_000; i++)
            {
                value.TryGet(parsed, out _);
                value.TryGet(text, out _);
            }

            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(0, allocated);
    }

    private static IEnumerable<string> Names(StatePath path) =>
        Enumerable.Range(0, path.Count).Select(index => path[index]);

    private static void AssertMalformed(Func<StatePath> make) =>
        Assert.Equal(ErrorCode.MalformedPath, Assert.Throws<HoldfastArgumentException>(() => make()).Code);
}
