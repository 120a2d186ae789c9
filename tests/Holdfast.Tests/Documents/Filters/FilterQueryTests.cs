using Holdfast.Documents.Filters;

namespace Holdfast.Tests.Documents.Filters;

/// <summary>The examples of RFC 9535, 2.3.5.3 (filters) and 2.3.1 to 2.5.2 (selectors and segments).</summary>
public sealed class FilterQueryTests
{
    private static readonly Value Root = Value.Parse(
        """
        {"a":[3,5,1,2,4,6,{"b":"j"},{"b":"k"},{"b":{}},{"b":"kilo"}],
         "o":{"p":1,"q":2,"r":3,"s":5,"t":{"u":6}},"e":"f"}
        """);

    [Theory]
    [InlineData("@.b == 'kilo'", "9")]
    [InlineData("(@.b == 'kilo')", "9")]
    [InlineData("@>3.5", "1 4 5")]
    [InlineData("@.b", "6 7 8 9")]
    [InlineData("@<2 || @.b == \"k\"", "2 7")]
    [InlineData("match(@.b, \"[jk]\")", "6 7")]
    [InlineData("search(@.b, \"[jk]\")", "6 7 9")]
    [InlineData("@.b == $.x", "0 1 2 3 4 5")]
    [InlineData("@ == @", "0 1 2 3 4 5 6 7 8 9")]
    [InlineData("!@.b", "0 1 2 3 4 5")]
    [InlineData("!(@.b == 'j' || @ < 6)", "5 7 8 9")]
    [InlineData("@.b && !match(@.b, '.')", "8 9")]
    [InlineData("@ > 1 && @ < 4 || @.b == 'j'", "0 3 6")]
    public void Matches_ItemsOfTheExample_SelectsThose(string filter, string indexes)
    {
        var parsed = Filter.Parse(filter);
        var items = Root["a"].Items.Select((item, index) => (item, index));
        var selected = items.Where(pair => parsed.Matches(pair.item, Root)).Select(pair => pair.index);
        Assert.Equal(indexes, string.Join(' ', selected));
    }

    [Theory]
    [InlineData("", "@.*", "a o")]
    [InlineData("", "@[?@.b]", "a")]
    [InlineData("o", "@>1 && @<4", "q r")]
    [InlineData("o", "@.u || @.x", "t")]
    public void Matches_MembersOfTheExample_SelectsThose(string parent, string filter, string names)
    {
        var parsed = Filter.Parse(filter);
        Value value = parent.Length == 0 ? Root : Root[parent];
        var selected = value.Members.Where(member => parsed.Matches(member.Value, Root)).Select(member => member.Key);
        Assert.Equal(names, string.Join(' ', selected));
    }

    [Theory]
    [InlineData("count(@.o[?@<3, ?@<3]) == 4")]
    [InlineData("count(@.o.*) == 5 && count(@.o['p','p', *]) == 7")]
    [InlineData("count(@..*) == 23")]
    [InlineData("count(@..b) == 4")]
    [InlineData("count(@..[0]) == 1 && value(@..[0]) == 3")]
    [InlineData("@.a[-1].b == 'kilo' && @.a[0] == 3 && @['a'][1] == 5 && @[\"e\"] == 'f'")]
    [InlineData("!@.a[10] && !@.a[-11] && !@.a['0'] && !@.o[0] && !@.e[0]")]
    [InlineData("value(@.o.t.u) == 6 && value(@.o.t.*) == 6 && value(@.o..u) == 6")]
    [InlineData(" \t@ \n.o \r[ 'p' , 'q' ] && ( ! ( @ ..x ) ) && count( @ ..* )==23 ")]
    public void Matches_Queries_SelectsNodes(string filter) => Assert.True(Filter.Parse(filter).Matches(Root));

    [Fact]
    public void Matches_CurrentAndRoot_AreDifferentNodes()
    {
        var filter = Filter.Parse("@.n == $.limit && count($.items[?@.n <= $.limit]) == 2");
        Value root = Value.Parse("""{"limit":2,"items":[{"n":1},{"n":2},{"n":3}]}""");
        Assert.True(filter.Matches(root["items"][1], root));
        Assert.False(filter.Matches(root["items"][0], root));
        Assert.False(filter.Matches(root["items"][1]));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(2)]
    [InlineData(-2)]
    [InlineData(3)]
    [InlineData(0)]
    [InlineData(9)]
    [InlineData(-9)]
    public void Matches_Slices_SelectsAsTheNaiveModel(int? step)
    {
        Value items = Value.Parse("""[["a"],["b"],["c"],["d"],["e"]]""");
        int?[] bounds = [null, .. Enumerable.Range(-7, 15).Select(bound => (int?)bound)];
        foreach (int? start in bounds)
        {
            foreach (int? end in bounds)
            {
                string slice = step is null ? $"{start}:{end}" : $"{start} :{end}: {step}";
                foreach (int index in Enumerable.Range(0, 5))
                {
                    bool expected = Slice(5, start, end, step ?? 1).Contains(index);
                    bool found = Filter.Parse($"@[{slice}][?@ == '{(char)('a' + index)}']").Matches(items);
                    Assert.True(expected == found, $"[{slice}] at {index}");
                }
            }
        }
    }

    [Fact]
    public void Matches_DeepDocuments_DoesNotExhaustTheStack()
    {
        Value deep = Value.Parse(new string('[', 512) + new string(']', 512));
        Assert.True(Filter.Parse("count(@..*) == 511").Matches(deep));
        string nested = string.Concat(Enumerable.Repeat("@..[?", 20)) + "@" + new string(']', 20);
        Assert.True(Filter.Parse(nested).Matches(deep));
    }

    private static IEnumerable<int> Slice(int count, int? start, int? end, int step)
    {
        if (step == 0)
            yield break;
        int lowest = step > 0 ? 0 : -1;
        int first = Bound(start ?? (step > 0 ? 0 : count - 1));
        int last = end is null ? (step > 0 ? count : -1) : Bound(end.Value);
        for (int index = first; step > 0 ? index < last : index > last; index += step)
            yield return index;

        int Bound(int bound) => Math.Clamp(bound >= 0 ? bound : count + bound, lowest, count + lowest);
    }
}
