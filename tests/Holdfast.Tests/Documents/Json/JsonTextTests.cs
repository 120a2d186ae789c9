using System.Buffers;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Holdfast.Documents.Json;
using Holdfast.Errors;

namespace Holdfast.Tests.Documents.Json;

public sealed class JsonTextTests
{
    [Theory]
    [InlineData("", 1, 1)]
    [InlineData("{", 1, 2)]
    [InlineData("[1,]", 1, 4)]
    [InlineData("[1] 2", 1, 5)]
    [InlineData("// note\n1", 1, 1)]
    [InlineData("{\"a\":1\n,\n \"b\" 2}", 3, 6)]
    [InlineData("\"a\nb\"", 1, 3)]
    [InlineData("[\n\"ab\\ud800\"]", 2, 1)]
    [InlineData("{\n\n \"\\udc00x\":1}", 3, 2)]
    [InlineData("01", 1, 2)]
    [InlineData("-", 1, 2)]
    [InlineData("nul", 1, 1)]
    [InlineData("NaN", 1, 1)]
    [InlineData("'a'", 1, 1)]
    [InlineData("\"\\x\"", 1, 3)]
    public void Parse_Malformed_NamesLineAndColumn(string text, int line, int column)
    {
        HoldfastFormatException fault = Assert.Throws<HoldfastFormatException>(() => Value.Parse(text));
        Assert.Equal((ErrorCode.MalformedJson, line), (fault.Code, (int)fault.Line!));
        Assert.True(Math.Abs(column - (int)fault.Column!) <= 4, $"The column was {fault.Column}.");
        HoldfastFormatException again = Assert.Throws<HoldfastFormatException>(() => Value.Parse(Slowly(text)));
        Assert.Equal((fault.Line, fault.Column), (again.Line, again.Column));
        Assert.False(Value.TryParse(text, out _));
    }

    [Fact]
    public void Parse_BytesThatAreNotUtf8_AreRefused()
    {
        byte[][] texts =
            [[(byte)'"', 0xFF, (byte)'"'], [.. "[\"a"u8, 0xC3, .. "\"]"u8], [.. "{\""u8, 0x80, .. "\":1}"u8]];
        foreach (byte[] text in texts)
        {
            HoldfastFormatException fault = Assert.Throws<HoldfastFormatException>(() => Value.Parse(text));
            Assert.Equal(ErrorCode.MalformedJson, fault.Code);
        }

        Assert.Equal(1, Assert.Throws<HoldfastFormatException>(() => Value.Parse("\"\ud800\"")).Line);
    }

    [Fact]
    public void Parse_ByteOrderMark_IsSkipped()
    {
        byte[] text = [0xEF, 0xBB, 0xBF, .. "{\"a\":1}"u8];
        Assert.Equal("{\"a\":1}", Value.Parse(text).ToString());
        Assert.Equal("{\"a\":1}", Value.Parse(new MemoryStream(text)).ToString());
    }

    [Fact]
    public void Parse_DepthAtTheBound_IsTakenAndOneBeyondIsNot()
    {
        string deepest = new string('[', 512) + new string(']', 512);
        Value value = Value.Parse(deepest);
        Assert.Equal(deepest, value.ToString());
        Assert.Equal(value, Value.Parse(deepest));
        Assert.Equal(value.GetHashCode(), Value.Parse(deepest).GetHashCode());
        Assert.NotEmpty(value.ToString(JsonStyle.Indented));
        HoldfastFormatException fault = Assert.Throws<HoldfastFormatException>(() => Value.Parse("[" + deepest + "]"));
        Assert.Equal((ErrorCode.TooDeep, 513), (fault.Code, (int)fault.Column!));
        Assert.Equal(
            ErrorCode.TooDeep, Assert.Throws<HoldfastArgumentException>(() => Value.FromItems(value)).Code);
        Assert.Throws<HoldfastFormatException>(() => Value.Parse(new string('[', 10_000_000)));
        Assert.Throws<HoldfastFormatException>(
            () => Value.Parse(string.Concat(Enumerable.Repeat("{\"a\":", 100_000))));
    }

    [Fact]
    public void Parse_DuplicateNames_LastWinsInTheFirstPlace()
    {
        JsonDuplicates duplicates = new();
        byte[] text = """{"x":[0,{"a":1,"b":2,"a":3}],"":{"":1,"":2},"x":{"c":[{"d":1,"d":2}]}}"""u8.ToArray();
        Value value = Value.Parse(text, duplicates);
        Assert.Equal("""{"x":{"c":[{"d":2}]},"":{"":2}}""", value.ToString());
        Assert.Equal(["/x/1/a", "//", "/x/c/0/d", "/x"], duplicates.Paths.Select(path => path.ToString()));
    }

    [Fact]
    public void Parse_ManyDuplicates_TakesNoTimeAndIsBounded()
    {
        JsonDuplicates duplicates = new();
        string text = "{" + string.Join(",", Enumerable.Range(0, 300_000)
            .Select(index => $"\"{index % 3}\":{index}")) + "}";
        Value value = Value.Parse(Encoding.UTF8.GetBytes(text), duplicates);
        Assert.Equal("""{"0":299997,"1":299998,"2":299999}""", value.ToString());
        Assert.Equal((100, 299_997), (duplicates.Paths.Count, duplicates.Total));
    }

    [Fact]
    public void Parse_PackageLock_KeepsTheEmptyName()
    {
        string text =
            """{"name":"app","lockfileVersion":3,"packages":{"":{"name":"app"},"node_modules/a":{"version":"1.0"}}}""";
        Value value = Value.Parse(text);
        Assert.Equal(text, value.ToString());
        Assert.Equal("app", (string?)value["packages"][""]["name"]);
        Assert.True(value.TryGet("/packages//name", out Value name) && name == "app");
        Assert.True(value.TryGet("/packages/node_modules~1a/version", out Value version) && version == "1.0");
    }

    [Theory]
    [InlineData("\"\\u0000\\u001f\\\"\\\\\\b\\f\\n\\r\\t\\/é€😀\\u007f\"",
        "\"\\u0000\\u001f\\\"\\\\\\b\\f\\n\\r\\t/é€😀\u007f\"")]
    [InlineData("\"\\ud83d\\ude00\"", "\"😀\"")]
    [InlineData(" [ 1 , -0 , 1.50E+2, true ,false,null ] ", "[1,-0,1.50E+2,true,false,null]")]
    [InlineData("9223372036854775808", "9223372036854775808")]
    [InlineData("-9223372036854775808", "-9223372036854775808")]
    public void ToString_AnyText_KeepsWhatCounts(string text, string expected) =>
        Assert.Equal(expected, Value.Parse(text).ToString());

    [Fact]
    public void WriteTo_RandomValues_RoundTrips() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(400),
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            string text = JsonSamples.Text(new Random(seed), 5);
            Value value = Value.Parse(text);
            string compact = value.ToString();
            Assert.True(JsonElement.DeepEquals(JsonElement.Parse(text), JsonElement.Parse(compact)), compact);
            Assert.True(value.IsSameText(Value.Parse(compact)));
            Assert.True(value.IsSameText(Value.Parse(value.ToString(JsonStyle.Indented))));
            Assert.True(value.IsSameText(Value.Parse(Slowly(compact))));
            Assert.Equal(Encoding.UTF8.GetByteCount(compact), Holdfast.Documents.NodeSize.Of(value.Node));
            ArrayBufferWriter<byte> output = new();
            using (Utf8JsonWriter writer = new(output))
                value.WriteTo(writer);
            Assert.True(value.IsSameText(Value.Parse(output.WrittenSpan)));
            using MemoryStream stream = new();
            value.WriteTo(stream);
            Assert.Equal(compact, Encoding.UTF8.GetString(stream.ToArray()));
        }));

    [Fact]
    public void ToString_Wide_HasFourSpacesALevel() => Assert.Equal(
        "{\n    \"a\": [\n        1,\n        {}\n    ],\n    \"b\": []\n}",
        Value.Parse("""{"a":[1,{}],"b":[]}""").ToString(JsonStyle.Wide));

    [Fact]
    public void ToString_Indented_IsForPeople() => Assert.Equal(
        "{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": []\n}",
        Value.Parse("""{"a":[1,{}],"b":[]}""").ToString(JsonStyle.Indented));

    [Fact]
    public async Task Parse_HundredMegabytes_IsReadAndWritten()
    {
        const int Count = 1_000_000;
        using MemoryStream text = new();
        text.Write("["u8);
        byte[] item = [.. "\""u8, .. Enumerable.Repeat((byte)'x', 100), .. "\""u8];
        for (int index = 0; index < Count; index++)
        {
            text.Write(index == 0 ? ""u8 : ","u8);
            text.Write(item);
        }

        text.Write("]"u8);
        text.Position = 0;
        Value value = await Value.ParseAsync(text, TestContext.Current.CancellationToken);
        Assert.Equal(Count, value.Count);
        CountingStream written = new();
        value.WriteTo(written);
        Assert.Equal(text.Length, written.Total);
    }

    /// <summary>A stream that gives one byte at a time.</summary>
    private static OneByteStream Slowly(string text) => new(Encoding.UTF8.GetBytes(text));

    private sealed class OneByteStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(1, buffer.Length)]);
    }

    private sealed class CountingStream : MemoryStream
    {
        public long Total { get; private set; }

        public override void Write(byte[] buffer, int offset, int count) => Total += count;
    }
}
