namespace Holdfast.Cli.Tests.Commands;

public sealed class SetCommandTests : ShellTest
{
    // The hint would have stored the six characters.
    [Fact]
    public void Set_HalfOfASurrogatePair_IsNotAdvisedToBeText()
    {
        Result refused = Run("""set /s '"\ud800"'""");
        refused.AssertFails(2, "HF0002");
        Assert.DoesNotContain("--string", refused.Error, StringComparison.Ordinal);
        Assert.Contains("--string", Run("set /s tea").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Set_Pairs_AreOneCommit()
    {
        Assert.Equal("revision 1\n", Do("set /a 1 /b/c true"));
        Assert.Equal("{\"a\":1,\"b\":{\"c\":true}}\n", Do("get"));
    }

    [Fact]
    public void Set_Json_PrintsTheRevisionAsObject() => Assert.Equal("{\"revision\":1}\n", Do("set /a 1 --json"));

    [Fact]
    public void Set_TextThatIsNoJson_IsRefusedWithAHint()
    {
        Run("set /a hello").AssertFails(2, "HF0002", "--string");
        Assert.False(Directory.Exists(Shell.StorePath));
    }

    [Fact]
    public void Set_String_TakesTheTextAsItIs()
    {
        Do("set /a '{\"x' /b 12 --string");
        Assert.Equal("\"{\\\"x\"\n\"12\"\n", Do("get /a /b"));
    }

    [Fact]
    public void Set_Dash_ReadsStandardInput()
    {
        Do("set /a -", input: " {\"x\":1}\n");
        Assert.Equal("{\"x\":1}\n", Do("get /a"));
    }

    [Fact]
    public void Set_DashAsString_LosesOneLineBreakOnly()
    {
        Do("set /a - --string", input: "x\n\n");
        Assert.Equal("\"x\\n\"\n", Do("get /a"));
    }

    [Fact]
    public void Set_DashTwice_IsWrong() => Run("set /a - /b -", input: "1").AssertFails(2, "HF0060", "twice");

    [Fact]
    public void Set_NegativeNumber_IsNoOption()
    {
        Do("set /a -5 /b -0.5e3");
        Assert.Equal("-5\n-0.5e3\n", Do("get /a /b"));
    }

    [Fact]
    public void Set_TextThatBeginsWithAt_IsNoFileOfArguments()
    {
        Do("set /a @nofile --string");
        Assert.Equal("\"@nofile\"\n", Do("get /a"));
    }

    [Fact]
    public void Set_BehindDashes_TakesWhatLooksLikeAnOption()
    {
        Do("set --string -- /a --json");
        Assert.Equal("\"--json\"\n", Do("get /a"));
    }

    [Fact]
    public void Set_WhenMissing_SetsOnce()
    {
        Do("set /lock 1 --if-missing");
        Run("set /lock 2 --if-missing").AssertFails(1, "HF0013");
        Assert.Equal("1\n", Do("get /lock"));
    }

    [Fact]
    public void Set_IfEqual_ComparesByValue()
    {
        Do("set /a 1.0");
        Do("set /a 2 --if 1");
        Run("set /a 3 --if 1").AssertFails(1, "HF0013");
        Run("set /b 3 --if null").AssertFails(1, "HF0013");
        Assert.Equal("2\n", Do("get /a"));
    }

    [Fact]
    public void Set_IfEqualNull_IsNotAMissingPath()
    {
        Do("set /a null");
        Assert.Equal("revision 2\n", Do("set /a 1 --if null"));
    }

    [Fact]
    public void Set_IfRevision_MindsChangesBelowThePath()
    {
        Do("set /a/b 1 /z 1");
        Do("set /z 2");
        Do("set /a/b 2 --if-revision 1");
        Run("set /a '{}' --if-revision 2").AssertFails(1, "HF0013");
        Do("set /a '{}' --if-revision 3");
    }

    [Fact]
    public void Set_IfRevisionOfMissingPath_HoldsWhenItWasMissing()
    {
        Do("set /a 1");
        Do("set /b 1");
        Do("set /c 1 --if-revision 1");
        Do("rm /b");
        Run("set /b 1 --if-revision 2").AssertFails(1, "HF0013");
    }

    [Fact]
    public void Set_IfRevisionOfTheFuture_IsUnknown()
    {
        Do("set /a 1");
        Run("set /a 1 --if-revision 2").AssertFails(1, "HF0016");
    }

    [Fact]
    public void Set_ConditionWithSeveralPairs_HoldsForAllOrNoneIsSet()
    {
        Do("set /a 1");
        Run("set /b 1 /a 2 --if-missing").AssertFails(1, "HF0013");
        Assert.Equal("{\"a\":1}\n", Do("get"));
    }

    [Theory]
    [InlineData("set /a 1 --if 1 --if-missing")]
    [InlineData("set /a 1 --if-revision 1 --if-missing")]
    [InlineData("set /a 1 --if-revision 1 --if 2")]
    [InlineData("set /a")]
    [InlineData("set /a 1 /b")]
    [InlineData("set")]
    public void Set_WrongUsage_Exits2(string line) => Run(line).AssertFails(2, "HF0060");

    [Theory]
    [InlineData("set / 1", "HF0007")]
    [InlineData("set '' '[]'", "HF0007")]
    [InlineData("set /a 1e10000", "HF0011")]
    [InlineData("set /a 1 --if nope", "HF0002")]
    [InlineData("set a/b 1", "HF0001")]
    public void Set_WhatNoStateCouldTake_Exits2(string line, string code)
    {
        Run(line).AssertFails(2, code);
        Assert.False(Directory.Exists(Shell.StorePath));
    }

    [Fact]
    public void Set_TooDeep_Exits2() =>
        Shell.RunWords(["set", "/a", new string('[', 513) + new string(']', 513)]).AssertFails(2, "HF0008");

    [Fact]
    public void Set_ThroughAScalar_Exits1()
    {
        Do("set /a 1");
        Run("set /a/b 1").AssertFails(1, "HF0005");
    }

    [Fact]
    public void Set_BadIndex_Exits1()
    {
        Do("set /a []");
        Run("set /a/x 1").AssertFails(1, "HF0006");
        Run("set /a/01 1").AssertFails(1, "HF0006");
        Do("set /a/- 1");
        Assert.Equal("[1]\n", Do("get /a"));
    }

    [Fact]
    public void Set_Root_ReplacesTheWhole()
    {
        Do("set /a 1");
        Do("""set / '{"b":2}'""");
        Assert.Equal("{\"b\":2}\n", Do("get"));
    }

    [Fact]
    public void Set_DuplicateNames_TakesTheLast()
    {
        Do("""set /a '{"x":1,"x":2}'""");
        Assert.Equal("{\"x\":2}\n", Do("get /a"));
    }
}
