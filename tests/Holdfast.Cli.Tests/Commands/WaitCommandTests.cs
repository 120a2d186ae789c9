namespace Holdfast.Cli.Tests.Commands;

public sealed class WaitCommandTests : ShellTest
{
    [Theory]
    [InlineData("--equals 1")]
    [InlineData("--equals 1.0")]
    [InlineData("--not-equals 2")]
    [InlineData("--exists")]
    [InlineData("")]
    [InlineData("--where '@ < 5'")]
    public void Wait_WhatHoldsAlready_PrintsTheValueAtOnce(string condition)
    {
        Do("set /a 1");
        Assert.Equal("1\n", Do($"wait /a {condition}"));
        Assert.Equal("{\"revision\":1,\"value\":1}\n", Do($"wait /a {condition} --json"));
    }

    [Fact]
    public void Wait_Missing_PrintsNothing()
    {
        Do("set /a 1");
        Assert.Equal("", Do("wait /b --missing"));
        Assert.Equal("{\"revision\":1}\n", Do("wait /b --missing --json"));
    }

    [Theory]
    [InlineData("--equals 2", "2\n")]
    [InlineData("--changed", "1\n", "2\n")]
    [InlineData("--where '@ == 2'", "2\n")]
    [InlineData("--not-equals 1", "2\n")]
    public async Task Wait_WhatComes_PrintsTheValue(string condition, params string[] printed)
    {
        Do("set /a 1");
        Task<string> wait = Task.Run(
            () => Do($"wait /a {condition} --timeout 20s"), TestContext.Current.CancellationToken);
        while (!wait.IsCompleted)
        {
            Do("set /a 1");
            Do("set /a 2");
        }

        Assert.Contains(await wait, printed);
    }

    [Theory]
    [InlineData("--equals 2")]
    [InlineData("--missing")]
    [InlineData("--changed")]
    [InlineData("--where '@ == 7'")]
    public void Wait_Timeout_Exits1(string condition)
    {
        Do("set /a 1");
        Run($"wait /a {condition} --timeout 20ms").AssertFails(1, "HF0015", "in time: at '/a' is 1;");
    }

    [Theory]
    [InlineData("wait", "HF0060")]
    [InlineData("wait /a --exists --missing", "HF0060")]
    [InlineData("wait /a --equals 1 --where '@ == 1'", "HF0060")]
    [InlineData("wait /a --equals x", "HF0002")]
    [InlineData("wait /a --where 'x'", "HF0024")]
    [InlineData("wait /a --timeout -1", "HF0060")]
    public void Wait_Malformed_Exits2(string line, string code) => Run(line).AssertFails(2, code);

    [Fact]
    public void Wait_MissingStore_WaitsForItToCome()
    {
        Run("wait /a --timeout 20ms").AssertFails(1, "HF0015", "in time: nothing is at '/a';");
        Assert.True(Directory.Exists(Shell.StorePath));
    }
}
