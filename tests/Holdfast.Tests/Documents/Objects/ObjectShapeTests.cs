using Holdfast.Documents.Objects;
using Holdfast.Errors;

namespace Holdfast.Tests.Documents.Objects;

public sealed class ObjectShapeTests
{
    private static readonly ObjectShape Shape = new("a", "name with a \"quote\"", "c");

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(false, true, true)]
    [InlineData(true, false, false)]
    [InlineData(false, false, false)]
    public void Make_SomeValues_IsAsAnyObjectOfTheseMembers(bool first, bool second, bool third)
    {
        Value? a = first ? Value.Null : default(Value?), b = second ? Value.Parse("[1,{\"x\":[]}]") : default(Value?);
        Value? c = third ? "text" : default(Value?);
        Value made = Shape.Make([a, b, c]);
        List<KeyValuePair<string, Value>> members = [];
        if (a is { } one) members.Add(new("a", one));
        if (b is { } two) members.Add(new("name with a \"quote\"", two));
        if (c is { } three) members.Add(new("c", three));
        Value expected = Value.FromMembers(members);
        Assert.Equal(expected.ToString(), made.ToString());
        ObjectNode node = (ObjectNode)made.Node!, other = (ObjectNode)expected.Node!;
        Assert.Equal((other.Count, other.Height, other.Size), (node.Count, node.Height, node.Size));
        Assert.Equal(other.NextSequence, node.NextSequence);
        Assert.Equal(c is not null, made.TryGet("/c", out _));
    }

    /// <summary>A value that was read at a later revision than it is attached at keeps no stamp of that.</summary>
    [Fact]
    public void Make_ValueWithStamps_IsStampedAnewWhereItIsSet()
    {
        using Store store = Store.Open("memory:");
        State far = store.GetState("far"), near = store.GetState("near");
        for (int index = 0; index < 10; index++) far["/value"] = Value.Parse($"{{\"at\":{index}}}");
        near["/made"] = Shape.Make([far["/value"], default(Value?), default(Value?)]);
        Assert.Equal(new Revision(1), near.Atomic(transaction => transaction.GetRevision("/made/a/at")).Value);
    }

    [Fact]
    public void Make_DeeperThanADocument_IsRefused()
    {
        Value deep = 1;
        for (int depth = 0; depth < 512; depth++) deep = Value.FromItems(deep);
        Assert.Equal(
            ErrorCode.TooDeep,
            Assert.Throws<HoldfastArgumentException>(() => Shape.Make([deep, default(Value?), default(Value?)])).Code);
    }
}
