using System.Diagnostics;
using Holdfast.Cli.Demo;
using Holdfast.Processes.Coordination;

namespace Holdfast.Cli.Tests.Demo;

/// <summary>The demonstration with real processes that really die.</summary>
public sealed class DemoRunTests : IDisposable
{
    private const int Interrupt = 2;
    private const int Kill = 9;
    private const int Terminate = 15;

    private readonly DemoProcess _demo = new();

    public void Dispose() => _demo.Dispose();

    [Fact]
    public async Task Demo_ByDefault_KillsOneAndAddsUp()
    {
        Result result = await _demo.RunAsync("--json");
        Value summary = Summary(result);
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        int files = Directory.GetFiles(framework, "*", SearchOption.AllDirectories).Length;
        Assert.Equal(files, (int)summary["files"]);
        Assert.Equal(1, summary["takeovers"].Count);
        Assert.Equal(Value.True, summary["rollback"]["isEqual"]);
        using Store store = Store.Open((string)summary["store"]!);
        State state = store.GetState("demo");
        Assert.Equal(files, state.Get("/files").Count);
        Value takeover = summary["takeovers"][0];
        Assert.Equal(takeover["by"], state.Get($"/files/{(string)takeover["file"]!}/worker"));
        Assert.Equal((long)summary["rollback"]["restored"], state.Revision.Number);
    }

    [Theory]
    [InlineData(1, 6, 6)]
    [InlineData(1, 1, 1)]
    [InlineData(3, 4, 2)]
    [InlineData(9, 2, 0)]
    public async Task Demo_FewFiles_EachKillStillHitsAClaim(int files, int workers, int kills)
    {
        for (int index = 0; index < files; index++) _demo.AddFile($"folder {index}/it's ~{index}", "some text");
        Value summary = Summary(await _demo.RunAsync(
            "--json", "--input", _demo.Input, "--workers", $"{workers}", "--kill", $"{kills}"));
        Assert.Equal(files, (int)summary["files"]);
        Assert.Equal(kills, summary["takeovers"].Count);
        Assert.Equal(9L * files, (long)summary["bytes"]);
    }

    [Fact]
    public async Task Demo_WithoutTerminal_PrintsPlainLinesWithCommandsThatWork()
    {
        for (int index = 0; index < 20; index++) _demo.AddFile($"f{index}", new string('x', index));
        Result result = await _demo.RunAsync("--input", _demo.Input, "--store", _demo.StorePath);
        Assert.Equal("", result.Error);
        Assert.Equal(0, result.Exit);
        Assert.DoesNotContain('\e', result.Output);
        Assert.Contains("\n  20 of 20 files\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("it adds up", result.Output, StringComparison.Ordinal);
        using Shell shell = new();
        const string start = "  holdfast ";
        string[] commands =
            [.. result.Output.Split('\n').Where(line => line.StartsWith(start, StringComparison.Ordinal))];
        Assert.Equal(7, commands.Length);
        foreach (string command in commands)
            Assert.NotEqual("", shell.Do($"{command[start.Length..]} --store {_demo.StorePath} --namespace demo"));
    }

    [Fact]
    public async Task Demo_WorkerKilledFromOutside_IsTakenOverToo()
    {
        for (int index = 0; index < 2; index++) _demo.AddEndlessFile($"f{index}");
        _demo.Start("--input", _demo.Input, "--store", _demo.StorePath, "--workers", "3", "--kill", "0");
        Process[] workers = await _demo.WaitForClaimsAsync(2);
        using Store store = Store.Open(_demo.StorePath);
        State state = store.GetState("demo");
        string name = Inventory.FindName(state, workers[0].Id)!;
        WorkQueue queue = Inventory.QueueOf(state);
        DemoProcess.Send(workers[0].Id, Kill);
        await state.WhenAsync(
            now => queue.GetClaims(now).Any(claim => claim.Attempt == 2)
                && now.Get(Inventory.Workers / name / "state") == "dead",
            TimeSpan.FromSeconds(60),
            TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Demo_WorkerEndsUnexplained_ExitsThreeAndKeepsTheStore()
    {
        for (int index = 0; index < 2; index++) _demo.AddEndlessFile($"f{index}");
        _demo.Start("--input", _demo.Input, "--store", _demo.StorePath, "--workers", "2", "--kill", "0", "-q");
        Process[] workers = await _demo.WaitForClaimsAsync(2);
        DemoProcess.Send(workers[1].Id, Terminate);
        (await _demo.EndAsync()).AssertFails(3, "HF0061", "ended with status -15");
        await DemoProcess.AssertEndAsync(workers);
        Assert.True(Directory.Exists(_demo.StorePath));
    }

    [Theory]
    [InlineData(Interrupt)]
    [InlineData(Terminate)]
    public async Task Demo_Signalled_EndsQuietlyWithItsWorkers(int signal)
    {
        IgnoredSignals.SkipIfAny(signal);
        for (int index = 0; index < 4; index++) _demo.AddEndlessFile($"f{index}");
        _demo.Start("--input", _demo.Input, "--store", _demo.StorePath, "-q");
        Process[] workers = await _demo.WaitForClaimsAsync(4);
        DemoProcess.Send(_demo.Id, signal);
        Assert.Equal(new Result(128 + signal, "", ""), await _demo.EndAsync());
        await DemoProcess.AssertEndAsync(workers);
    }

    [Fact]
    public async Task Demo_SignalledWithoutStore_RemovesItsTemporaryFolder()
    {
        _demo.AddEndlessFile("f");
        _demo.Start("--input", _demo.Input, "--workers", "1");
        Assert.NotNull(await _demo.Output.ReadLineAsync(TestContext.Current.CancellationToken));
        Assert.Single(Directory.GetDirectories(_demo.Temporary));
        DemoProcess.Send(_demo.Id, Terminate);
        await _demo.EndAsync();
        Assert.Empty(Directory.GetDirectories(_demo.Temporary));
    }

    [Fact]
    public async Task Demo_KilledItself_LeavesNoWorker()
    {
        for (int index = 0; index < 4; index++) _demo.AddEndlessFile($"f{index}");
        _demo.Start("--input", _demo.Input, "--store", _demo.StorePath, "--kill", "0");
        Process[] workers = await _demo.WaitForClaimsAsync(4);
        DemoProcess.Send(_demo.Id, Kill);
        await DemoProcess.AssertEndAsync(workers);
    }

    private static Value Summary(Result result)
    {
        Assert.Equal("", result.Error);
        Assert.Equal(0, result.Exit);
        Value summary = Value.Parse(result.Output);
        Assert.Equal(Value.EmptyArray, summary["problems"]);
        return summary;
    }
}
