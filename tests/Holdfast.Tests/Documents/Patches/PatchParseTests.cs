using Holdfast.Documents.Patches;
using Holdfast.Errors;

namespace Holdfast.Tests.Documents.Patches;

public sealed class PatchParseTests
{
    [Theory]
    [InlineData("{}", null, "array")]
    [InlineData("null", null, "array")]
    [InlineData("[1]", 0, "object")]
    [InlineData("""[{"path":"/a","value":1}]""", 0, "'op' is missing")]
    [InlineData("""[{"op":1,"path":"/a","value":1}]""", 0, "'op' is a string")]
    [InlineData("""[{"op":"Add","path":"/a","value":1}]""", 0, "'op' is 'Add'")]
    [InlineData("""[{"op":"spam"}]""", 0, "'op' is 'spam'")]
    [InlineData("""[{"op":"add","value":1}]""", 0, "'path' is missing")]
    [InlineData("""[{"op":"add","path":null,"value":1}]""", 0, "'path' is a string")]
    [InlineData("""[{"op":"add","path":"a","value":1}]""", 0, "JSON Pointer")]
    [InlineData("""[{"op":"add","path":"a/b","value":1}]""", 0, "JSON Pointer")]
    [InlineData("""[{"op":"add","path":"/~2","value":1}]""", 0, "JSON Pointer")]
    [InlineData("""[{"op":"add","path":"/~","value":1}]""", 0, "JSON Pointer")]
    [InlineData("""[{"op":"add","path":"/a"}]""", 0, "'value' is missing")]
    [InlineData("""[{"op":"replace","path":"/a"}]""", 0, "'value' is missing")]
    [InlineData("""[{"op":"remove","path":"/a"},{"op":"test","path":"/a"}]""", 1, "'value' is missing")]
    [InlineData("""[{"op":"remove","path":"/a"},{"op":"move","path":"/a"}]""", 1, "'from' is missing")]
    [InlineData("""[{"op":"copy","path":"/a","from":"b"}]""", 0, "'from' is 'b'")]
    [InlineData("""[{"op":"move","path":"/a/b","from":"/a"}]""", 0, "inside it")]
    [InlineData("""[{"op":"move","path":"/a","from":""}]""", 0, "inside it")]
    [InlineData("""[{"op":"add","path":"/baz","value":"qux","op":"remove"}]""", 0, "'op' stands more than once")]
    public void Parse_Malformed_NamesTheOperation(string json, int? operation, string fact)
    {
        var error = Assert.Throws<HoldfastFormatException>(() => Patch.Parse(json));
        Assert.Equal(ErrorCode.MalformedPatch, error.Code);
        Assert.Equal(operation, error.Operation);
        Assert.Contains(fact, error.Message, StringComparison.Ordinal);
        if (operation is not null)
            Assert.Contains($"Operation {operation} ", error.Message, StringComparison.Ordinal);
        Assert.False(Patch.TryParse(json, out _));
    }

    [Fact]
    public void Parse_NoJson_SaysLineAndColumn()
    {
        var error = Assert.Throws<HoldfastFormatException>(() => Patch.Parse("[{\"op\":\"remove\",\n\"path\":}]"));
        Assert.Equal(ErrorCode.MalformedJson, error.Code);
        Assert.Equal((2, 8), (error.Line, error.Column));
    }

    [Fact]
    public void Parse_DuplicatesInsideAValue_AreTheValuesOwn() =>
        Assert.Equal(
            "{\"op\":2}",
            Patch.Parse("""[{"op":"add","path":"","value":{"op":1,"op":2}}]""").Apply(Value.Null).ToString());

    [Fact]
    public void ToString_EveryOperation_CanBeReadBack()
    {
        const string Json =
            """
            [{"op":"add","path":"/a~1b","value":null},{"op":"remove","path":"/m~0n"},
            {"op":"replace","path":"","value":1.50},{"op":"move","path":"/b","from":"/a"},
            {"op":"copy","path":"/b/-","from":""},{"op":"test","path":"/b","value":{"x":[]}}]
            """;
        var patch = Patch.Parse(Json);
        Assert.Equal(Json.ReplaceLineEndings(""), patch.ToString());
        Assert.Equal(patch.Operations, Patch.Parse(patch.ToValue()).Operations);
        Assert.Equal("""{"op":"remove","path":"/m~0n"}""", patch.Operations[1].ToString());
    }

    [Fact]
    public void Move_IntoItself_IsRefused()
    {
        var error = Assert.Throws<HoldfastArgumentException>(() => PatchOperation.Move("/a", "/a/b"));
        Assert.Equal(ErrorCode.MalformedPatch, error.Code);
    }
}
