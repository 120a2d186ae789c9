using Holdfast.Documents.Patches;

namespace Holdfast.Tests.Documents.Patches;

/// <summary>What a diff costs, in nodes looked at: no clock, so no machine can make it fail.</summary>
public sealed class DiffCostTests
{
    private const int Count = 100_000;

    private static readonly Value Members = Value.FromMembers(
        Enumerable.Range(0, Count).Select(index => new KeyValuePair<string, Value>($"name{index}", index)));

    private static readonly Value Items = Value.FromItems(
        Enumerable.Range(0, Count).Select(index => (Value)index).ToArray());

    [Theory]
    [InlineData("""[{"op":"replace","path":"/name77777","value":"x"}]""", 1)]
    [InlineData("""[{"op":"remove","path":"/name77777"}]""", 1)]
    [InlineData("""[{"op":"add","path":"/new","value":1}]""", 1)]
    [InlineData("""[{"op":"move","from":"/name3","path":"/new"}]""", 2)]
    public void Differences_LargeObject_LooksOnlyWhereItDiffers(string patch, int expected) =>
        Assert.InRange(Visits(Members, patch, expected), 1, 400);

    [Theory]
    [InlineData("""[{"op":"replace","path":"/77777","value":"x"}]""", 1)]
    [InlineData("""[{"op":"remove","path":"/77777"}]""", 1)]
    [InlineData("""[{"op":"add","path":"/33333","value":1}]""", 1)]
    [InlineData("""[{"op":"add","path":"/-","value":1}]""", 1)]
    [InlineData("""[{"op":"remove","path":"/0"},{"op":"add","path":"/-","value":1}]""", 2)]
    [InlineData("""[{"op":"replace","path":"/1","value":"x"},{"op":"replace","path":"/99998","value":"y"}]""", 2)]
    public void Differences_LargeArray_LooksOnlyWhereItDiffers(string patch, int expected) =>
        Assert.InRange(Visits(Items, patch, expected), 1, 3_000);

    [Fact]
    public void Differences_SharedDocument_LooksAtTheRootOnly() => Assert.Equal(1, Visits(Members, "[]", 0));

    [Fact]
    public void Differences_LargeArraysWithNothingInCommon_EndSoon()
    {
        Value other = Value.FromItems(Enumerable.Range(0, Count).Select(index => (Value)(-index - 1)).ToArray());
        var walker = new DiffWalker();
        walker.Compare(StatePath.Root, Items.Node, other.Node);
        Assert.Equal(Count, walker.Differences.Count);
        Assert.InRange(walker.Visits, Count, Count + (ArrayAlignment.MaxEdits * ArrayAlignment.MaxEdits));
    }

    private static long Visits(Value before, string patch, int expected)
    {
        var walker = new DiffWalker();
        walker.Compare(StatePath.Root, before.Node, Patch.Parse(patch).Apply(before).Node);
        Assert.Equal(expected, walker.Differences.Count);
        return walker.Visits;
    }
}
