using System.Diagnostics;
using Holdfast.Lifecycle.Runs;
using Holdfast.Processes;

namespace Holdfast.Cli.Tests.Commands;

/// <summary>Processes of a program, seen and controlled by the real command line.</summary>
public sealed class ProcessCommandTests : ShellTest
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Lazy<ProcessContext> _context;

    public ProcessCommandTests() => _context = new Lazy<ProcessContext>(() => new ProcessContext(Shell.StorePath));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ProcessContext Context => _context.Value;

    [Fact]
    public async Task Ps_OfProcesses_TellsHowTheyAre()
    {
        ChildProcess worker = await StartWorkerAsync("worker");
        ChildProcess failed = Context.Start(new ProcessOptions { Name = "bad" }, Fail);
        Assert.Equal(1, await failed.WaitForExitAsync(Token));
        string[] rows = Do("ps").TrimEnd('\n').Split('\n');
        Assert.StartsWith($"\t{worker.Id}\trunning\t{worker.Pid}\t", rows[0], StringComparison.Ordinal);
        Assert.EndsWith("\tworker", rows[0], StringComparison.Ordinal);
        Assert.StartsWith($"\t{failed.Id}\tended 1\t{failed.Pid}\t", rows[1], StringComparison.Ordinal);
        Assert.EndsWith("\tbad (System.FormatException: no good)", rows[1], StringComparison.Ordinal);
        Value line = Value.Parse(Do("ps --json").Split('\n')[1]);
        Assert.Equal((1, false), ((int)line["exitCode"], (bool)line["alive"]));
        Assert.Equal("", Run("ps --forget --quiet").Error);
        Assert.Single(Do("ps").TrimEnd('\n').Split('\n'));
        Context.Dispose();
    }

    [Fact]
    public async Task Ps_Tree_ShowsChildrenBelowTheirParents()
    {
        ChildProcess parent = Context.Start(new ProcessOptions { Name = "parent" }, Grow);
        await Context.State.WhenAvailableAsync("/step", Patience, Token);
        string[] lines = Do("ps --tree").TrimEnd('\n').Split('\n');
        Assert.StartsWith($"{parent.Id} parent: running, process {parent.Pid}", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("  2 child: running, process ", lines[1], StringComparison.Ordinal);
        Context.Dispose();
    }

    [Fact]
    public async Task Control_ByIdOrName_IsObeyed()
    {
        ChildProcess worker = await StartWorkerAsync("worker");
        Assert.Equal("paused\n", Do("pause worker"));
        Assert.Contains("\tpaused\t", Do("ps"), StringComparison.Ordinal);
        Assert.Equal("running\n", Do($"resume {worker.Id}"));
        Assert.Equal("stopped\n", Do($"stop {worker.Id}"));
        Assert.Equal(-15, await worker.WaitForExitAsync(Token));
        Assert.Equal("it had ended already\n", Do($"stop {worker.Id}"));
        Run("pause worker").AssertFails(1, "HF0101", "'Stopped'");
        Run("stop nobody").AssertFails(1, "HF0245", "'holdfast ps'");
        Context.Dispose();
    }

    [Fact]
    public async Task Logs_OfAFile_FollowsUntilTheEnd()
    {
        string file = Shell.FilePath("logs/{id}.log");
        ProcessOptions options = new() { Name = "speaker", Output = ProcessOutput.ToFile(file) };
        ChildProcess speaker = Context.Start(options, Speak);
        await Context.State.WhenAvailableAsync("/spoken", Patience, Token);
        Assert.Equal("first\n", Do("logs speaker"));
        using Process follow = RealProcess.Start(Shell.StorePath, "logs", "-f", speaker.Id!);
        Assert.Equal("first", await follow.StandardOutput.ReadLineAsync(Token).AsTask().WaitAsync(Patience, Token));
        Context.State["/goOn"] = true;
        Assert.Equal("second\n", await follow.StandardOutput.ReadToEndAsync(Token).WaitAsync(Patience, Token));
        await follow.WaitForExitAsync(Token);
        Assert.Equal(0, follow.ExitCode);
        ChildProcess silent = Context.Start(Fail);
        await silent.WaitForExitAsync(Token);
        Run($"logs {silent.Id}").AssertFails(1, "HF0247", "ToFile");
        Context.Dispose();
    }

    [Fact]
    public async Task Ps_Watch_PrintsAgainAfterEachChange()
    {
        ChildProcess worker = await StartWorkerAsync("worker");
        using Process watch = RealProcess.Start(Shell.StorePath, "ps", "--watch");
        Assert.Contains("\trunning\t", await ReadLineAsync(watch), StringComparison.Ordinal);
        Do("pause worker");
        string line;
        do
        {
            line = await ReadLineAsync(watch);
        }
        while (!line.Contains("\tpaused\t", StringComparison.Ordinal));

        watch.Kill();
        await watch.WaitForExitAsync(Token);
        worker.Stop();
        Context.Dispose();
    }

    /// <summary>It looked into an empty store in memory, and never learned of the real one.</summary>
    [Fact]
    public async Task Ps_WatchBegunBeforeTheStore_ShowsWhatAProgramStartsThere()
    {
        using FileSystemWatcher folder = new(Path.GetDirectoryName(Shell.StorePath)!);
        TaskCompletionSource isMade = new(TaskCreationOptions.RunContinuationsAsynchronously);
        folder.Created += (_, _) => isMade.TrySetResult();
        folder.EnableRaisingEvents = true;
        using Process watch = RealProcess.Start(Shell.StorePath, "ps", "--watch");
        await isMade.Task.WaitAsync(Patience, Token);
        ChildProcess worker = await StartWorkerAsync("worker");
        string line;
        do
        {
            line = await ReadLineAsync(watch);
        }
        while (!line.StartsWith($"\t{worker.Id}\trunning\t{worker.Pid}\t", StringComparison.Ordinal));

        Assert.EndsWith("\tworker", line, StringComparison.Ordinal);
        watch.Kill();
        await watch.WaitForExitAsync(Token);
        worker.Stop();
        Context.Dispose();
    }

    private static void Fail() => throw new FormatException("no good");

    private static void Work(State state, RunState run)
    {
        while (true)
        {
            state.Add("/step", 1);
            run.Delay(TimeSpan.FromMilliseconds(5));
        }
    }

    private static void Grow(ProcessContext context)
    {
        context.Start(new ProcessOptions { Name = "child" }, Work);
        Thread.Sleep(Timeout.Infinite);
    }

    private static void Speak(State state)
    {
        Console.WriteLine("first");
        state["/spoken"] = true;
        state.WhenAvailableAsync("/goOn").GetAwaiter().GetResult();
        Console.WriteLine("second");
    }

    private static async Task<string> ReadLineAsync(Process process) =>
        await process.StandardOutput.ReadLineAsync(Token).AsTask().WaitAsync(Patience, Token) ?? "";

    private async Task<ChildProcess> StartWorkerAsync(string name)
    {
        ChildProcess worker = Context.Start(new ProcessOptions { Name = name }, Work);
        await Context.State.WhenAvailableAsync("/step", Patience, Token);
        return worker;
    }
}
