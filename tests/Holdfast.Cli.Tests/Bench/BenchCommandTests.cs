namespace Holdfast.Cli.Tests.Bench;

/// <summary>The bench on real stores, for moments: its figures are not judged here.</summary>
public sealed class BenchCommandTests : ShellTest
{
    [Theory]
    [InlineData("read")]
    [InlineData("commit")]
    [InlineData("commit --durability disk")]
    [InlineData("atomic --processes 1")]
    public void Bench_OneProcess_CountsOperationsAndLeavesNoNamespace(string what)
    {
        Do("set /kept 1");
        Value answer = Value.Parse(Do($"--json bench {what} --seconds 50ms"));
        Value result = Assert.Single(answer["results"].Items);
        Assert.Equal(what.Split(' ')[0], (string)result["what"]!);
        Assert.True((long)result["count"] > 0);
        Assert.True((double)result["rate"] > 0);
        Assert.True((double)result["slowestMicroseconds"] >= (double)result["meanMicroseconds"]);
        Assert.Equal("default\n", Do("namespaces"));
        Assert.Equal("1\n", Do("get /kept"));
    }

    [Fact]
    public void Bench_WithoutJson_PrintsALineForEach()
    {
        string[] cells = Do("bench commit --seconds 50ms").TrimEnd('\n').Split('\t');
        Assert.Equal(["commit", "1", "process"], cells[..3]);
        Assert.Equal(7, cells.Length);
    }

    [Fact]
    public void Bench_Check_SaysPassOrFailAndExitsAccordingly()
    {
        Result run = Run("--json bench commit --seconds 50ms --check");
        Value answer = Value.Parse(run.Output);
        Value result = answer["results"][0];
        bool passes = (string)result["verdict"]! == "PASS";
        Assert.Equal(passes ? 0 : 1, run.Exit);
        Assert.Equal(passes, answer["passes"] == Value.True);
        Assert.Equal(passes, result["faults"].Count == 0);
        Assert.Equal(400_000, (double)result["statedRate"]);
    }

    [Fact]
    public async Task Bench_All_WorksWithRealProcesses()
    {
        Result run = await RealProcess.RunAsync(
            Shell.StorePath, "", ["--json", "bench", "--seconds", "100ms", "--processes", "2"],
            TestContext.Current.CancellationToken);
        Assert.Equal("", run.Error);
        Assert.Equal(0, run.Exit);
        Value results = Value.Parse(run.Output)["results"];
        Assert.Equal(["read", "commit", "atomic", "wake"], results.Items.Select(result => (string)result["what"]!));
        Assert.All(results.Items, result => Assert.Equal(2, (int)result["processes"]));
        Assert.All(results.Items, result => Assert.True((long)result["count"] > 0));
        Assert.Equal("", Do("namespaces"));
    }

    [Theory]
    [InlineData("bench nothing")]
    [InlineData("bench read commit")]
    [InlineData("bench read --processes 0")]
    [InlineData("bench read --processes 65")]
    [InlineData("bench read --seconds 0")]
    [InlineData("bench read --seconds 2h")]
    [InlineData("bench read --durability tape")]
    [InlineData("--store memory: bench atomic")]
    [InlineData("--store memory: bench wake")]
    public void Bench_WrongWords_ExitTwoAndOpenNothing(string line)
    {
        Result run = Run(line);
        Assert.Equal(2, run.Exit);
        Assert.StartsWith("holdfast: HF", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Shell.StorePath));
    }

    [Fact]
    public void Bench_InMemory_MeasuresWhatOneProcessCan() =>
        Assert.Equal("commit",
            (string)Value.Parse(Do("--json --store memory: bench commit --seconds 50ms"))["results"][0]["what"]!);
}
