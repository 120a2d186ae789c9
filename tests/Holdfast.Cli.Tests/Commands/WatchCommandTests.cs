using System.Text.Json;
using Holdfast.Cli.Execution;

namespace Holdfast.Cli.Tests.Commands;

public sealed class WatchCommandTests : ShellTest
{
    [Fact]
    public void Watch_From_IsInclusiveAndGivesALinePerCommit()
    {
        Do("set /a 1 --author ann --reason 'for a'");
        Do("set /a 2");
        Do("rm /a");
        string[] lines = Do("watch --from 1 --count 3").TrimEnd('\n').Split('\n');
        Assert.Matches(
            """^\{"revision":1,"time":"\d{4}-\d\d-\d\dT"""
                + """\d\d:\d\d:\d\d\.\d{6}Z","author":"ann","reason":"for a","process":\d+"""
                + ""","changes":\[\{"path":"/a","after":1\}\]\}$""",
            lines[0]);
        Assert.EndsWith("""
            "changes":[{"path":"/a","before":1,"after":2}]}
            """, lines[1], StringComparison.Ordinal);
        Assert.EndsWith("""
            "changes":[{"path":"/a","before":2}]}
            """, lines[2], StringComparison.Ordinal);
        Assert.Equal(2, Revision(Do("watch --from 2 --count 1")));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Watch_FromZeroOrOne_IsTheOldestKept(int from)
    {
        Do("set /a 1");
        Assert.Equal(1, Revision(Do($"watch --from {from} --count 1")));
    }

    [Fact]
    public async Task Watch_FromTheFuture_Waits()
    {
        Do("set /a 1");
        Task<string> watch = Task.Run(() => Do("watch --from 3 --count 1 --timeout 20s"), Token);
        Do("set /a 2");
        Do("set /a 3");
        Assert.Equal(3, Revision(await watch));
    }

    [Fact]
    public void Watch_Paths_NeverShowsChangesOutsideThem()
    {
        Do("set /a 1 /b/c 2 /bb 3 /d 4");
        Do("set /d 5");
        string[] lines = Do("watch /b /a --from 1 --count 1").TrimEnd('\n').Split('\n');
        Assert.Equal("""[{"path":"/a","after":1},{"path":"/b/c","after":2}]""", Changes(Assert.Single(lines)));
        Run("watch /b --from 2 --count 1 --timeout 100ms").AssertFails(1, "HF0015");
    }

    [Fact]
    public void Watch_Exclude_LeavesOutWhatIsBelow()
    {
        Do("set /a/b 1 /a/c 2");
        Do("set /a/b 3");
        Do("set /x 1");
        string[] lines = Do("watch --exclude /a/b --from 1 --count 2").TrimEnd('\n').Split('\n');
        Assert.Equal("""[{"path":"/a/c","after":2}]""", Changes(lines[0]));
        Assert.Equal(3, Revision(lines[1]));
    }

    [Theory]
    [InlineData("watch --exclude ''")]
    [InlineData("watch /a /b/c --exclude /b --exclude /a")]
    public void Watch_NothingIsLeft_IsWrongUsage(string line) => Run(line).AssertFails(
        2, "HF0060", "--exclude leaves nothing to watch; exclude less, or watch more");

    [Fact]
    public void Watch_Where_DeliversTheCommitsInWhichItBecomesTrue()
    {
        Do("""set /job '{"state":"new","tries":0}'""");
        Do("""set /job '{"state":"failed","tries":4}'""");
        Do("set /job/tries 5");
        Do("set /job/tries 1");
        Do("set /job/tries 9");
        string[] lines = Shell.RunWords(
            ["watch", "/job", "--from", "1", "--count", "2", "--where",
            "@.state == 'failed' && @.tries > 3"]).Output.TrimEnd('\n').Split('\n');
        Assert.Equal([2, 5], lines.Select(Revision));
    }

    [Fact]
    public void Watch_CommandThatFails_IsToldAndTheWatchGoesOn()
    {
        Do("set /a 1");
        Do("set /a 2");
        Result result = Run("watch --from 1 --count 2 -- false");
        Assert.Equal((0, ""), (result.Exit, result.Output));
        Assert.Equal(
            string.Concat(new[] { 1, 2 }.Select(n => $"holdfast: 'false' ended with status 1 for revision {n}\n")),
            result.Error);
        Run("watch --from 1 -- /no/such/program").AssertFails(
            1, "HF0062", "'/no/such/program' cannot be started: No such file or directory; correct its name");
    }

    [Fact]
    public void Watch_TimeoutBeforeCount_Exits1()
    {
        Do("set /a 1");
        Result result = Run("watch --from 1 --count 2 --timeout 100ms");
        Assert.Equal(1, result.Exit);
        Assert.Matches("^holdfast: HF0015: [^\n]+\n$", result.Error);
        Assert.Equal(1, Revision(result.Output));
    }

    [Fact]
    public void Watch_TimeoutWithoutCount_IsTheWantedEnd()
    {
        Do("set /a 1");
        Assert.Equal(1, Revision(Do("watch --from 1 --timeout 0.05")));
    }

    // It went on for as long as there was something to deliver: beside a program that kept committing, for ever.
    [Fact]
    public void Watch_TimeIsOver_EndsThoughMoreIsThere()
    {
        Do("set /a 1");
        Do("set /a 2");
        Do("set /a 3");
        string file = Shell.FilePath("seen");
        string program = $"sh -c 'cat >> {file}; sleep 0.2'";
        Assert.Equal("", Do($"watch --from 1 --timeout 50ms -- {program}"));
        Assert.Equal([1], File.ReadAllLines(file).Select(Revision));
        Run($"watch --from 2 --count 2 --timeout 50ms -- {program}").AssertFails(1, "HF0015", "1 of 2 commits");
        Assert.Equal([1, 2], File.ReadAllLines(file).Select(Revision));
    }

    [Fact]
    public void Watch_NoTimeAtAll_GivesWhatWasThere()
    {
        Do("set /a 1");
        Do("set /a 2");
        string add = $"{RealProcess.ShellCommand} --store {Shell.StorePath} add /a >&2";
        string file = Shell.FilePath("seen");
        Do($"watch --from 1 --timeout 0 -- sh -c 'cat >> {file}; {add}'");
        Assert.Equal([1, 2], File.ReadAllLines(file).Select(Revision));
        Assert.Equal("4\n", Do("get /a"));
    }

    [Fact]
    public void Watch_Signal_EndsQuietly()
    {
        using Signals signals = new();
        Shell.Signals = signals;
        signals.Raise(2);
        Assert.Equal(new Result(130, "", ""), Run("watch"));
    }

    [Fact]
    public void Watch_SameTextAgain_IsNotDelivered()
    {
        Do("set /a 1");
        Do("set /a 1");
        Do("set /a 2");
        string[] lines = Do("watch --from 1 --count 2").TrimEnd('\n').Split('\n');
        Assert.Equal([1, 3], lines.Select(Revision));
    }

    [Theory]
    [InlineData("watch --from x", "HF0060")]
    [InlineData("watch --count 0", "HF0060")]
    [InlineData("watch --timeout soon", "HF0060")]
    [InlineData("watch --where '@.a ='", "HF0024")]
    [InlineData("watch /a /b --where '@ == 1'", "HF0060")]
    [InlineData("watch a/b", "HF0001")]
    [InlineData("watch --exclude a/b", "HF0001")]
    public void Watch_Malformed_Exits2(string line, string code) => Run(line).AssertFails(2, code);

    [Fact]
    public void Watch_Program_RunsOnceACommitWithTheLineOnItsInput()
    {
        Do("set /a 1");
        Do("set /a 2");
        string file = Shell.FilePath("seen");
        Assert.Equal("", Do($"watch --from 1 --count 2 -- sh -c 'cat >> {file}'"));
        Assert.Equal([1, 2], File.ReadAllLines(file).Select(Revision));
    }

    [Fact]
    public void Watch_ProgramThatDoesNotExist_Exits1()
    {
        Do("set /a 1");
        Run("watch --from 1 --count 1 -- /no/such/program").AssertFails(1, "HF0062", "/no/such/program");
    }

    [Fact]
    public void Watch_ProgramThatFails_IsReportedAndTheWatchGoesOn()
    {
        Do("set /a 1");
        Do("set /a 2");
        Result result = Run("watch --from 1 --count 2 -- sh -c 'exit 3'");
        Assert.Equal(0, result.Exit);
        Assert.Equal(2, result.Error.Split("status 3").Length - 1);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static int Revision(string line) => JsonDocument.Parse(line).RootElement.GetProperty("revision").GetInt32();

    private static string Changes(string line) =>
        JsonDocument.Parse(line).RootElement.GetProperty("changes").GetRawText();
}
