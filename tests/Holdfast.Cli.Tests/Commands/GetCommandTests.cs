namespace Holdfast.Cli.Tests.Commands;

public sealed class GetCommandTests : ShellTest
{
    [Fact]
    public void Get_OnePath_PrintsItsJson()
    {
        Do("""set /a '{"b":[1,"x"]}'""");
        Assert.Equal("{\"b\":[1,\"x\"]}\n", Do("get /a"));
        Assert.Equal("1\n", Do("get /a/b/0"));
    }

    [Theory]
    [InlineData("get")]
    [InlineData("get /")]
    [InlineData("get ''")]
    public void Get_NoPathOrSlashOrEmpty_PrintsTheWhole(string line)
    {
        Do("set /a 1");
        Assert.Equal("{\"a\":1}\n", Do(line));
    }

    [Fact]
    public void Get_TextWithoutSlash_IsThatMember()
    {
        Do("set a~b 1");
        Assert.Equal("1\n", Do("get a~b"));
        Assert.Equal("1\n", Do("get /a~0b"));
    }

    [Fact]
    public void Get_SeveralPaths_PrintsOneValueALine()
    {
        Do("set /a 1 /b 2");
        Assert.Equal("2\n1\n", Do("get /b /a"));
    }

    [Fact]
    public void Get_SeveralPathsOneMissing_PrintsNothingAndExits1()
    {
        Do("set /a 1");
        Run("get /a /nope").AssertFails(1, "HF0004", "/nope");
    }

    [Fact]
    public void Get_StringWithoutRaw_PrintsQuotes()
    {
        Do("""set /a '"x\ny"'""");
        Assert.Equal("\"x\\ny\"\n", Do("get /a"));
    }

    [Fact]
    public void Get_Raw_PrintsStringsBareAndOthersAsJson()
    {
        Do("""set /a '"x\ny"' /b '["z"]'""");
        Assert.Equal("x\ny\n[\"z\"]\n", Do("get /a /b --raw"));
    }

    [Fact]
    public void Get_At_PrintsTheOldValue()
    {
        Do("set /a 1");
        Do("set /a 2");
        Assert.Equal("1\n", Do("get /a --at 1"));
        Assert.Equal("{}\n", Do("get --at 0"));
    }

    [Fact]
    public void Get_AtFuture_Exits1()
    {
        Do("set /a 1");
        Run("get /a --at 9").AssertFails(1, "HF0016");
    }

    [Fact]
    public void Get_JsonOnePath_GivesRevisionAndValue()
    {
        Do("set /a 1");
        Do("set /b null");
        Assert.Equal("{\"revision\":2,\"value\":null}\n", Do("get /b --json"));
    }

    [Fact]
    public void Get_JsonSeveralPaths_GivesValues() =>
        Assert.Equal(
            "{\"revision\":1,\"values\":[1,2]}\n", Do("set /a 1 /b 2").Length > 0 ? Do("--json get /a /b") : "");

    [Fact]
    public void Get_JsonAt_GivesThatRevision()
    {
        Do("set /a 1");
        Do("set /a 2");
        Assert.Equal("{\"revision\":1,\"value\":1}\n", Do("get /a --at 1 --json"));
    }

    [Fact]
    public void Get_JsonRevision_IsWhatIfRevisionTakes()
    {
        Do("set /a 1");
        Assert.Equal("{\"revision\":1,\"value\":1}\n", Do("get /a --json"));
        Assert.Equal("revision 2\n", Do("set /a 2 --if-revision 1"));
        Run("set /a 3 --if-revision 1").AssertFails(1, "HF0013");
    }

    [Fact]
    public void Get_MissingStore_Exits1AndMakesNone()
    {
        Run("get /a").AssertFails(1, "HF0004");
        Assert.False(Directory.Exists(Shell.StorePath));
    }

    [Theory]
    [InlineData("get a/b", "HF0001")]
    [InlineData("get /a~2", "HF0001")]
    [InlineData("get /a --at x", "HF0060")]
    [InlineData("get /a --at -1", "HF0060")]
    [InlineData("get /a --at 99999999999999999999", "HF0060")]
    [InlineData("get /a --wrong", "HF0060")]
    public void Get_Malformed_Exits2BeforeTheStoreIsOpened(string line, string code)
    {
        Run(line).AssertFails(2, code);
        Assert.False(Directory.Exists(Shell.StorePath));
    }

    [Fact]
    public void Get_NumbersAndUnicode_KeepTheirText()
    {
        Do("set /a 1.10 /b '\"\\u00fc\\u2028\"'");
        Assert.Equal("1.10\n\"ü\u2028\"\n", Do("get /a /b"));
    }

    // It sent one to 'ls', which shows what is there now.
    [Fact]
    public void Get_MissingAtARevision_NamesTheRevision()
    {
        Do("set /a 1");
        Do("set /p 1");
        Run("get /p --at 1").AssertFails(
            1, "HF0004", "Nothing was at '/p' at revision 1; look with 'holdfast get --at 1'");
    }
}
