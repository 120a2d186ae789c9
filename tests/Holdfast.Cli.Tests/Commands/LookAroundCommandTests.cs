namespace Holdfast.Cli.Tests.Commands;

public sealed class LookAroundCommandTests : ShellTest
{
    [Fact]
    public void List_Object_PrintsItsNamesInOrder()
    {
        Do("""set /o '{"b":1,"a":2,"":3}'""");
        Assert.Equal("b\na\n\n", Do("ls /o"));
        Assert.Equal("o\n", Do("ls"));
        Assert.Equal("{\"revision\":1,\"names\":[\"b\",\"a\",\"\"]}\n", Do("ls /o --json"));
    }

    [Fact]
    public void List_Array_PrintsItsIndices()
    {
        Do("set /l '[7,8]'");
        Assert.Equal("0\n1\n", Do("ls /l"));
    }

    [Fact]
    public void List_Terminal_ShowsValuesToo()
    {
        Do("set /a 12345");
        Shell.IsTerminal = true;
        Assert.Contains("12345", Do("ls"), StringComparison.Ordinal);
    }

    [Fact]
    public void List_ScalarOrMissing_Exits1()
    {
        Do("set /a 1");
        Run("ls /a").AssertFails(1, "HF0012");
        Run("ls /b").AssertFails(1, "HF0004");
    }

    [Fact]
    public void Tree_Value_IsDrawn()
    {
        Do("""set /o '{"a":[1,{"b":"x"}],"c":{"d":"text"}}'""");
        Assert.Equal(
            """
            o---/o
                +--a                 [1,{"b":"x"}]
                +---+
                    o---c
                        +--d                 text

            """.ReplaceLineEndings("\n"),
            Do("tree /o"));
        Assert.StartsWith("o---/\n", Do("tree"), StringComparison.Ordinal);
    }

    [Fact]
    public void Tree_Terminal_IsDrawnTheSame()
    {
        Do("set /o/a 1");
        string drawn = Do("tree");
        Shell.IsTerminal = true;
        Assert.Equal(drawn, Do("tree"));
    }

    [Theory]
    [InlineData("/a/b/")]
    [InlineData("a/b")]
    [InlineData("/a//b")]
    [InlineData("/x/../a/./b")]
    [InlineData("../a/b")]
    public void ListAndTree_PathAsInAFileSystem_IsFollowed(string path)
    {
        Do("""set /a/b '{"c":1}'""");
        Assert.Equal("c\n", Do($"ls {path}"));
        Assert.StartsWith("o---/a/b\n", Do($"tree {path}"), StringComparison.Ordinal);
    }

    [Fact]
    public void List_PointerThatLooksLikeAPath_IsThePointer()
    {
        Do("""set '' '{"":{"root":1},"a":{"..":{"up":1},"":{"empty":1}}}'""");
        Assert.Equal("up\n", Do("ls /a/.."));
        Assert.Equal("empty\n", Do("ls /a/"));
        Assert.Equal("\na\n", Do("ls /"));
        Run("ls '/a/~'").AssertFails(2, "HF0001");
    }

    [Fact]
    public void Namespaces_AfterWrites_AreListed()
    {
        Assert.Equal("", Do("namespaces"));
        Do("set /a 1 --namespace shop/eu");
        Do("set /a 1");
        Assert.Equal("default\nshop/eu\n", Do("namespaces"));
        Assert.Equal("{\"namespaces\":[\"default\",\"shop/eu\"]}\n", Do("namespaces --json"));
    }
}
