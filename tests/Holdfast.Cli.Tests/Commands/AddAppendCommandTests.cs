namespace Holdfast.Cli.Tests.Commands;

public sealed class AddAppendCommandTests : ShellTest
{
    [Fact]
    public void Add_NoNumber_AddsOneAndPrintsTheSum()
    {
        Assert.Equal("1\n", Do("add /n"));
        Assert.Equal("2\n", Do("add /n"));
    }

    [Fact]
    public void Add_Decimals_AreExact()
    {
        Do("add /n 0.1");
        Assert.Equal("0.3\n", Do("add /n 0.2"));
        Assert.Equal("-1.7\n", Do("add /n -2"));
    }

    [Fact]
    public void Add_Json_GivesRevisionAndValue() =>
        Assert.Equal("{\"revision\":1,\"value\":5}\n", Do("add /n 5 --json"));

    [Theory]
    [InlineData("add /n x")]
    [InlineData("add /n '\"1\"'")]
    [InlineData("add /n 0x10")]
    [InlineData("add")]
    public void Add_NoNumber_Exits2(string line) => Run(line).AssertFails(2, "HF0060");

    [Fact]
    public void Add_ToAString_Exits1()
    {
        Do("set /n x --string");
        Run("add /n").AssertFails(1, "HF0012", "'/n' is \"x\", not a number");
        Run("add /n --dry-run").AssertFails(1, "HF0012", "'/n' is \"x\", not a number");
    }

    [Fact]
    public void Append_Item_MakesAndGrowsTheArray()
    {
        Assert.Equal("revision 1\n", Do("append /l 1"));
        Assert.Equal("{\"revision\":2,\"value\":[1,\"x\"]}\n", Do("append /l x --string --json"));
    }

    [Fact]
    public void Append_ToAnObject_Exits1()
    {
        Do("set /o {}");
        Run("append /o 1").AssertFails(1, "HF0012", "'/o' is an object, not an array");
    }

    // "is not a number" was said of numbers that are too large, with all of their digits.
    [Theory]
    [InlineData("1e10000")]
    [InlineData("1001 digits")]
    public void Add_NumberOutOfBounds_IsRefusedAsSuch(string text)
    {
        Result result = Shell.RunWords(["add", "/n", text == "1e10000" ? text : new string('9', 1001)]);
        result.AssertFails(2, "HF0011");
        Assert.True(result.Error.Length < 300, result.Error);
    }

    [Fact]
    public void Add_LongTextThatIsNoNumber_IsShortened()
    {
        Result result = Shell.RunWords(["add", "/n", new string('x', 5000)]);
        result.AssertFails(2, "HF0060", "xxx…' is not a number; give one");
        Assert.True(result.Error.Length < 300, result.Error);
        Run("add /n true").AssertFails(2, "HF0060", "'true' is not a number; give one");
    }
}
