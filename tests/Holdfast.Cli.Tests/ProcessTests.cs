using System.Diagnostics;

namespace Holdfast.Cli.Tests;

/// <summary>What only a process of its own can show: statuses, pipes, signals.</summary>
public sealed class ProcessTests : ShellTest
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("set /a 1", 0, "revision 1\n")]
    [InlineData("get /nope", 1, "")]
    [InlineData("get --nope", 2, "")]
    [InlineData("get /a --store /dev/null", 3, "")]
    public async Task Process_EachOutcome_HasItsStatus(string line, int exit, string output)
    {
        Result result = await RealProcess.RunAsync(Shell.StorePath, "", line.Split(' '), Token);
        Assert.Equal((exit, output), (result.Exit, result.Output));
        if (exit > 0) Assert.Matches(@"^holdfast: HF\d{4}: [^\n]+\n$", result.Error);
    }

    [Fact]
    public async Task Pipe_ReaderThatLeaves_EndsTheWatchQuietly()
    {
        Do("set /a 1");
        Do("set /a 2");
        Result result = await RealProcess.ShellAsync(
            Shell.StorePath, "holdfast watch --from 1 | head -1; echo ${PIPESTATUS[0]}", Token);
        Assert.Equal("", result.Error);
        Assert.EndsWith("}\n0\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pipe_ReaderThatLeavesWhileMuchIsWritten_EndsQuietly()
    {
        Do("set /big -", "[" + string.Join(',', Enumerable.Repeat("\"0123456789\"", 50_000)) + "]");
        Result result = await RealProcess.ShellAsync(
            Shell.StorePath, "holdfast get /big | head -c 3; echo; echo ${PIPESTATUS[0]}", Token);
        Assert.Equal(new Result(0, "[\"0\n0\n", ""), result);
    }

    [Fact]
    public async Task Output_ToOneFile_IsWrittenOneBehindTheOther()
    {
        Do("set /a 1 /b 2");
        string file = Shell.FilePath("out");
        await RealProcess.ShellAsync(Shell.StorePath, $"(holdfast get /a; echo x; holdfast get /b) > {file}", Token);
        Assert.Equal("1\nx\n2\n", await File.ReadAllTextAsync(file, Token));
    }

    // They became U+FFFD without a word.
    [Theory]
    [InlineData(@"holdfast set /a --string $'\xff'")]
    [InlineData(@"holdfast set $'/\xff' 1")]
    public async Task Words_ThatAreNotUtf8_AreRefused(string line)
    {
        (await RealProcess.ShellAsync(Shell.StorePath, line, Token)).AssertFails(2, "HF0060");
        Assert.Equal("", Do("ls"));
        await RealProcess.ShellAsync(Shell.StorePath, "holdfast set /a --string $'\\uFFFD'", Token);
        Assert.Equal("\"\uFFFD\"\n", Do("get /a"));
    }

    [Fact]
    public async Task Output_FullDevice_IsAFailure()
    {
        Do("set /a 1");
        Result result = await RealProcess.ShellAsync(Shell.StorePath, "holdfast get /a > /dev/full", Token);
        result.AssertFails(3, "HF0035");
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task Signal_DuringWatch_EndsQuietlyWithItsStatus(string signal, int exit)
    {
        IgnoredSignals.SkipIfAny(exit - 128);
        using Process watch = RealProcess.Start(Shell.StorePath, "watch", "--from", "1");
        Do("set /a 1");
        Assert.StartsWith("{", await watch.StandardOutput.ReadLineAsync(Token), StringComparison.Ordinal);
        await RealProcess.ShellAsync(Shell.StorePath, $"kill -{signal} {watch.Id}", Token);
        await watch.WaitForExitAsync(Token);
        Assert.Equal((exit, "", ""),
            (watch.ExitCode, await watch.StandardOutput.ReadToEndAsync(Token),
            await watch.StandardError.ReadToEndAsync(Token)));
    }

    [Fact]
    public async Task Watch_InAnotherProcess_SeesCommitsAsTheyAreMade()
    {
        Do("set /a 0");
        using Process watch = RealProcess.Start(Shell.StorePath, "watch", "/a", "--from", "2", "--count", "3");
        for (int value = 1; value <= 3; value++)
        {
            Do($"set /a {value}");
            Assert.Contains(
                $"\"after\":{value}", await watch.StandardOutput.ReadLineAsync(Token), StringComparison.Ordinal);
        }

        await watch.WaitForExitAsync(Token);
        Assert.Equal(0, watch.ExitCode);
    }

    [Fact]
    public async Task Batch_AsAProcess_KeepsOneStoreOpen()
    {
        string lines = string.Concat(Enumerable.Repeat("add /n\n", 500));
        Result result = await RealProcess.RunAsync(Shell.StorePath, lines, ["batch"], Token);
        Assert.EndsWith("{\"revision\":500,\"value\":500}\n", result.Output, StringComparison.Ordinal);
    }

    // Asked for its width, the framework's console wrote sequences to the terminal that change what its keys send.
    [Theory]
    [InlineData("ls")]
    [InlineData("log")]
    [InlineData("stat")]
    [InlineData("ps")]
    [InlineData("tree")]
    [InlineData("get /a")]
    [InlineData("get /none")]
    public async Task Terminal_WithoutColours_GetsNoEscapeSequence(string line)
    {
        Do("set /a 1");
        Result result = await RealProcess.ShellAsync(
            Shell.StorePath,
            $"NO_COLOR=1 script -qec '{RealProcess.ShellCommand} {line}' /dev/null < /dev/null",
            Token);
        Assert.DoesNotContain("\e", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(50)]
    [InlineData(200)]
    public async Task Terminal_Table_IsAsWideAsTheTerminal(int columns)
    {
        string reason = string.Join(' ', Enumerable.Repeat("reason", 40));
        Do($"set /a 1 --reason '{reason}'");
        Result result = await RealProcess.ShellAsync(
            Shell.StorePath,
            $"NO_COLOR=1 script -qec 'stty cols {columns}; {RealProcess.ShellCommand} log' /dev/null < /dev/null",
            Token);
        int widest = result.Output.Split('\n').Max(row => row.TrimEnd('\r').Length);
        Assert.InRange(widest, columns - 10, columns);
    }

    [Fact]
    public async Task Completion_InBash_CompletesACommand()
    {
        Result result = await RealProcess.ShellAsync(
            Shell.StorePath,
            "source <(holdfast completion bash); COMP_LINE='holdfast nam' COMP_POINT=12 COMP_WORDS=(holdfast nam) "
                + "COMP_CWORD=1; _holdfast; echo ${COMPREPLY[@]}",
            Token);
        Assert.Equal(new Result(0, "namespaces\n", ""), result);
    }
}
