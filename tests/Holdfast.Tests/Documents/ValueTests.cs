using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using Holdfast.Documents;
using Holdfast.Documents.Objects;
using Holdfast.Errors;

namespace Holdfast.Tests.Documents;

public sealed partial class ValueTests
{
    [Fact]
    public void Default_IsNull()
    {
        Assert.Equal(ValueKind.Null, default(Value).Kind);
        Assert.Equal("null", default(Value).ToString());
        Assert.Equal(default, (Value)(string?)null);
        Assert.NotEqual(default, (Value)0);
    }

    [Fact]
    public void Convert_PlainTypes_GoesBothWays()
    {
        Assert.Equal(5, ((Value)5).As<int>());
        Assert.Equal(5L, ((Value)5L).As<long>());
        Assert.Equal("18446744073709551615", ((Value)ulong.MaxValue).ToString());
        Assert.Equal(0.1, ((Value)0.1).As<double>());
        Assert.Equal("1.50", ((Value)1.50m).ToString());
        Assert.Equal(1.50m, ((Value)1.50m).As<decimal>());
        Assert.True(((Value)true).As<bool>());
        Assert.Equal("é", ((Value)"é").As<string>());
        Assert.Null(Value.Null.As<string>());
        Assert.Equal(100, Value.Parse("1e2").As<int>());
        Assert.Equal(long.MinValue, Value.Parse("-9223372036854775808.0").As<long>());
    }

    [Theory]
    [InlineData("1.5")]
    [InlineData("2147483648")]
    [InlineData("1e40")]
    [InlineData("\"1\"")]
    [InlineData("null")]
    [InlineData("[1]")]
    public void As_NotAnInt_IsWrongKind(string json)
    {
        Value value = Value.Parse(json);
        Assert.Equal(ErrorCode.WrongKind, Assert.Throws<HoldfastOperationException>(() => value.As<int>()).Code);
        Assert.False(value.TryAs(out int _));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void FromDouble_NotFinite_IsOutOfBounds(double number)
    {
        Assert.Equal(ErrorCode.NumberOutOfBounds, Assert.Throws<HoldfastArgumentException>(() => (Value)number).Code);
        Assert.Equal(
            ErrorCode.NumberOutOfBounds,
            Assert.Throws<HoldfastArgumentException>(() => Value.From(new[] { number })).Code);
    }

    [Fact]
    public void FromString_HalfOfAPair_IsRefused() =>
        Assert.Equal(ErrorCode.MalformedJson, Assert.Throws<HoldfastArgumentException>(() => (Value)"a\ud800").Code);

    [Fact]
    public void From_Record_GoesBothWays()
    {
        Order order = new("tea", 3, Value.Parse("""{"note":[1.50,null]}"""));
        Value value = Value.From(order);
        Assert.Equal("""{"Item":"tea","Count":3,"Extra":{"note":[1.50,null]}}""", value.ToString());
        Assert.Equal(order, value.As<Order>());
        Value typed = Value.From(order, OrderContext.Default.Order);
        Assert.True(typed.IsSameText(value));
        Assert.Equal(order, typed.As(OrderContext.Default.Order));
        Assert.Equal(ErrorCode.WrongKind, Assert.Throws<HoldfastOperationException>(() => ((Value)1).As<Order>()).Code);
    }

    [Fact]
    public void As_MutableType_IsTheCallersOwn()
    {
        Value value = Value.Parse("[1,2]");
        List<int> mine = value.As<List<int>>();
        mine.Add(3);
        Assert.Equal([1, 2], value.As<List<int>>());
    }

    [Fact]
    public void As_ImmutableType_IsShared()
    {
        Value value = Value.Parse("""{"X":1}""");
        Assert.Same(value.As<Point>(), value.As<Point>());
        Assert.NotSame(value.As<Point>(), value.As<Point>(new JsonSerializerOptions()));
    }

    [Fact]
    public void Equals_MembersInOtherOrder_AreEqualButNotTheSameText()
    {
        Value left = Value.Parse("""{"a":1,"b":[1.0,{}]}""");
        Value right = Value.Parse("""{"b":[1,{}],"a":1e0}""");
        Assert.Equal(left, right);
        Assert.Equal(left.GetHashCode(), right.GetHashCode());
        Assert.False(left.IsSameText(right));
        Assert.NotEqual(left, Value.Parse("""{"a":1,"c":[1.0,{}]}"""));
        Assert.NotEqual(Value.Parse("[1,2]"), Value.Parse("[2,1]"));
    }

    [Fact]
    public void Set_RootIntoItselfAgainAndAgain_IsRefusedAtOnce()
    {
        Document document = Document.Empty.Set("/a", new string('x', 1_000), 1).Document;
        ErrorCode failure = ErrorCode.None;
        int copies = 0;
        for (; copies < 40 && failure == ErrorCode.None; copies++)
        {
            Edit edit = document.Set($"/copy{copies}", document.Root, copies + 2);
            (document, failure) = (edit.Document, edit.Failure);
        }

        Assert.Equal(ErrorCode.DocumentTooLarge, failure);
        Assert.InRange(copies, 19, 22);
        Assert.InRange(((ContainerNode)document.Root.Node!).Size, 1, DocumentLimits.MaxDocumentBytes);
    }

    [Fact]
    public void Set_DepthAtTheBound_IsTakenAndOneBeyondIsNot()
    {
        StatePath deep = string.Concat(Enumerable.Repeat("/a", 512));
        Edit edit = Document.Empty.Set(deep, 1, 1);
        Assert.Equal(ErrorCode.None, edit.Failure);
        Assert.Equal(ErrorCode.TooDeep, Document.Empty.Set(deep / "a", 1, 1).Failure);
        Assert.Equal(ErrorCode.TooDeep, edit.Document.Set(deep, Value.EmptyArray, 2).Failure);
        Assert.Equal(1, edit.Document.Find(deep).Revision);
        Assert.True(edit.Document.Remove(deep, 2).Existed);
        Assert.Equal(ErrorCode.TooDeep, Document.Empty.Set(new string('/', 100_000), 1, 1).Failure);
    }

    [Fact]
    public void Set_ValueWithNewerStamps_IsStampedLikeAnyOther()
    {
        Document ahead = Document.Empty.Set("/x/y", 1, 1_000).Document;
        ahead = ahead.Set("/x/list", Value.EmptyArray, 1_500).Document.Set("/x/list/-", 1, 2_000).Document;
        Document document = Document.Empty.Set("/copy", ahead.Root, 5).Document;
        foreach (string path in new[] { "/copy", "/copy/x", "/copy/x/y", "/copy/x/list/0" })
            Assert.Equal(5, document.Find(path).Revision);
        Assert.Equal(5, document.Find("/copy/x/list").ShapeRevision);
        Assert.True(document.Root["copy"].IsSameText(ahead.Root));
    }

    [Fact]
    public void Add_SequenceUsedUp_IsNumberedAnew()
    {
        ObjectNode node = (ObjectNode)Value.Parse("""{"a":1,"b":2}""").Node!;
        ObjectNode last = new()
        {
            Count = node.Count,
            Height = node.Height,
            Size = node.Size,
            Floor = 3,
            Root = node.Root,
            NextSequence = uint.MaxValue,
        };
        byte[] key = "c"u8.ToArray();
        ObjectNode grown = last.Add(key, KeyHash.Of(key), null, 4, 0);
        Assert.Equal((3u, 3L), (grown.NextSequence, grown.Floor));
        Assert.Equal("""{"a":1,"b":2,"c":null}""", new Value(grown).ToString());
    }

    [Fact]
    public void Members_SetAgainAndRemoved_KeepTheirOrder()
    {
        Document document = Document.FromValue(Value.Parse("""{"a":1,"b":2,"c":3}"""), 1);
        document = document.Set("/a", 9, 2).Document.Remove("/b", 3).Document.Set("/b", 8, 4).Document;
        Assert.Equal("""{"a":9,"c":3,"b":8}""", document.Root.ToString());
    }

    internal sealed record Order(string Item, int Count, Value Extra);

    [ImmutableObject(true)]
    internal sealed record Point(int X);

    [JsonSerializable(typeof(Order))]
    internal sealed partial class OrderContext : JsonSerializerContext;
}
