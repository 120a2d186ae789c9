using System.Diagnostics;

namespace Holdfast.Cli.Tests.Commands;

/// <summary>Runs of a real process, controlled by the real command line.</summary>
public sealed class RunCommandTests : ShellTest
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_OfAnotherProcess_IsListedPausedResumedAndCancelled()
    {
        using Process worker = StartWorker();
        Assert.Equal("Start", await ReadLineAsync(worker));
        Result list = await CommandAsync("ps");
        string[] cells = list.Output.TrimEnd('\n').Split('\t');
        Assert.Equal(["work", "/jobs/worker", "running", $"{worker.Id}"], cells[..4]);
        Assert.Equal("the worker", cells[^1]);
        Assert.Equal(new Result(0, "paused\n", ""), await CommandAsync("pause", "/jobs/worker"));
        Assert.Equal("Pause", await ReadLineAsync(worker));
        Assert.Contains("\tpaused\t", (await CommandAsync("ps")).Output, StringComparison.Ordinal);
        Assert.Equal(new Result(0, "running\n", ""), await CommandAsync("resume", "/jobs/worker"));
        Assert.Equal("Resume", await ReadLineAsync(worker));
        (await CommandAsync("resume", "/jobs/worker")).AssertFails(1, "HF0101", "'Running'");
        Result cancelled = await CommandAsync("cancel", "/jobs/worker", "--json");

        // The worker may be through with it before the answer is made.
        Assert.Equal((0, ""), (cancelled.Exit, cancelled.Error));
        Assert.Contains(cancelled.Output, (string[])["{\"state\":\"stopping\"}\n", "{\"state\":\"stopped\"}\n"]);
        await worker.WaitForExitAsync(Token);
        Assert.Equal(3, worker.ExitCode);
        Assert.Contains("\tstopped\t", (await CommandAsync("ps")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WhoseProcessIsKilled_IsListedAsDeadAndForgotten()
    {
        using Process worker = StartWorker();
        Assert.Equal("Start", await ReadLineAsync(worker));
        worker.Kill();
        await worker.WaitForExitAsync(Token);
        Value run = Value.Parse(Do("ps --json"));
        Assert.Equal(
            ("died", false, worker.Id), ((string?)run["state"], (bool)run["alive"], (int)run["process"]));
        Run("pause /jobs/worker --namespace work").AssertFails(1, "HF0132");
        Assert.Equal("", Run("ps --forget").Output);
        Assert.Equal("", Do("ps"));
    }

    [Fact]
    public void Control_WithoutARun_SaysSo()
    {
        Run("pause /jobs/none").AssertFails(1, "HF0131", "'holdfast ps'");
        Assert.False(Directory.Exists(Shell.StorePath));
        Assert.Equal("", Do("ps"));
        Run("pause").AssertFails(2, "HF0060");
    }

    private static async Task<string?> ReadLineAsync(Process worker) =>
        await worker.StandardOutput.ReadLineAsync(Token).AsTask().WaitAsync(TimeSpan.FromMinutes(1), Token);

    private Task<Result> CommandAsync(params string[] words) =>
        RealProcess.RunAsync(Shell.StorePath, "", [.. words, "--namespace", "work"], Token);

    private Process StartWorker() => Process.Start(new ProcessStartInfo(
        "dotnet",
        [
            Path.Combine(AppContext.BaseDirectory, "Holdfast.CrashChild.dll"),
            "run", Shell.StorePath, "work", "/jobs/worker",
        ])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!;
}
