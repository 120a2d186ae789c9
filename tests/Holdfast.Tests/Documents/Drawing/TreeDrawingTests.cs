using Holdfast.Documents.Drawing;

namespace Holdfast.Tests.Documents.Drawing;

public sealed class TreeDrawingTests
{
    [Fact]
    public void Draw_NestedObjects_PutsLeavesFirstAndJoinsSiblings()
    {
        Value value = Value.Parse("""
            {"a":{"b":{"d":{"h":{},"i":{}},"e":{"j":{},"k":{}},"file1":10,"file2":"text"},"c":{}},"top":[1,2],"z":{"x":null}}
            """);

        Assert.Equal(
            """
            o---/
                +--top               [1,2]
                +---+
                    o---a
                    |   +---+
                    |       o---b
                    |       |   +--file1             10
                    |       |   +--file2             text
                    |       |   +---+
                    |       |       o---d
                    |       |       |   +---+
                    |       |       |       o---h
                    |       |       |       o---i
                    |       |       o---e
                    |       |           +---+
                    |       |               o---j
                    |       |               o---k
                    |       o---c
                    o---z
                        +--x                 null

            """.ReplaceLineEndings("\n"),
            TreeDrawing.Draw(value));
    }

    [Fact]
    public void Draw_PaddedLeavesUnderASiblingThatIsNotTheLast_KeepTheirColumns()
    {
        Value value = Value.Parse("""{"first":{"f":1,"a name longer than seventeen":2},"last":{"f":3}}""");

        Assert.Equal(
            "o---/\n"
            + "    +---+\n"
            + "        o---first\n"
            + "        |   +--f                 1\n"
            + "        |   +--a name longer than seventeen 2\n"
            + "        o---last\n"
            + "            +--f                 3\n",
            TreeDrawing.Draw(value));
    }

    [Fact]
    public void Draw_ControlCharacters_StayOnTheirLine() =>
        Assert.Equal("o---/\n    +--a\\nb              x\\ty\\u001b\n",
            TreeDrawing.Draw(Value.FromMembers([KeyValuePair.Create("a\nb", (Value)"x\ty\u001b")])));

    [Theory]
    [InlineData("{}", "o---root\n")]
    [InlineData("7", "+--root              7\n")]
    public void Draw_EmptyObjectOrScalar_IsOneLine(string json, string drawing) =>
        Assert.Equal(drawing, TreeDrawing.Draw(Value.Parse(json), "root"));

    [Fact]
    public void Draw_DeepestDocument_IsDrawn()
    {
        string json = string.Concat(Enumerable.Repeat("{\"a\":", 511)) + "{}" + new string('}', 511);

        Assert.Equal(512 + 511, TreeDrawing.Draw(Value.Parse(json)).Count(character => character == '\n'));
    }
}
