using Holdfast.Errors;

namespace Holdfast.Processes.Tests.Starting;

/// <summary>Waiting for all, stopping all, and what a retry says and takes; on both backends.</summary>
public abstract class TogetherTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TestFolder _folder = new();

    protected TogetherTests(Backend backend) => Context = new ProcessContext(
        _folder.Store, new ProcessContextOptions { Process = new ProcessOptions { Backend = backend } });

    protected ProcessContext Context { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WaitAllAsync_Several_GivesTheirResultsInOrder()
    {
        for (int number = 1; number <= 3; number++) Context.Start(Functions.Square, number);
        Assert.Equal([1, 4, 9], (await Context.WaitAllAsync(Patience, Token)).Select(value => (int)value));
    }

    [Fact]
    public async Task WaitAllAsync_OneFails_Throws()
    {
        Context.Start(Functions.Square, 2);
        ChildProcess failing = Context.Start(Functions.Fail);
        ProcessWaitException failed = await Assert.ThrowsAsync<ProcessWaitException>(
            () => Context.WaitAllAsync(Patience, Token));
        Assert.Same(failing, failed.Process);
    }

    [Fact]
    public async Task WaitAllAsync_TimeIsOver_ThrowsAndStopsNobody()
    {
        ChildProcess ended = Context.Start(Functions.Square, 2);
        await ended.WaitAsync(Patience, Token);
        ChildProcess obeying = Context.Start(Functions.Obey);
        HoldfastTimeoutException late = await Assert.ThrowsAsync<HoldfastTimeoutException>(
            () => Context.WaitAllAsync(TimeSpan.FromMilliseconds(20), Token));
        Assert.Contains("Functions.Obey", late.Message, StringComparison.Ordinal);
        Assert.True(obeying.IsAlive);
    }

    [Fact]
    public async Task WaitAllAsync_Cancelled_EndsTheWaitingAlone()
    {
        ChildProcess obeying = Context.Start(Functions.Obey);
        using CancellationTokenSource source = new();
        Task waiting = Context.WaitAllAsync(token: source.Token);
        Assert.False(waiting.IsCompleted);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.True(obeying.IsAlive);
    }

    [Fact]
    public async Task StopAllAsync_Several_GivesTheirCodesInOrder()
    {
        await Assert.ThrowsAsync<ProcessWaitException>(
            () => Context.Start(Functions.Leave, 4).WaitAsync(Patience, Token));
        Context.Start(Functions.Obey);
        Context.State.When("/sleeping", value => (bool)value, Patience);
        Context.Start(Functions.Work);
        Context.State.When("/step", value => (int)value > 2, Patience);
        Context.Create(Functions.Pid);
        Assert.Equal([4, 0, -15, null], await Context.StopAllAsync(Patience));
        Assert.DoesNotContain(Context.Processes, process => process.IsAlive);
    }

    [Fact]
    public void Retry_OtherNamedArguments_AreThoseOfAllRunsButTheFirst()
    {
        ProcessOptions options = new()
        {
            NamedArguments = new Dictionary<string, object?> { ["successes"] = 50 },
            Retry = new RetryPolicy
            {
                Exceptions = [typeof(TimeoutException)],
                Delay = TimeSpan.Zero,
                NamedArguments = new Dictionary<string, object?> { ["successes"] = 1 },
            },
        };
        Assert.Equal(2, Context.Start(options, Functions.FailUntil).Wait<int>(Patience));
    }

    [Fact]
    public void Retry_NamedArgumentsThatDoNotFit_AreRefusedAtTheCall()
    {
        ProcessOptions options = new()
        {
            Retry = new RetryPolicy { NamedArguments = new Dictionary<string, object?> { ["nobody"] = 1 } },
        };
        Assert.Equal(
            ErrorCode.ArgumentNotPortable,
            Assert.Throws<HoldfastArgumentException>(() => Context.Start(options, Functions.FailUntil, 1)).Code);
        Assert.Empty(Context.Processes);
    }

    [Fact]
    public void Retry_EachFailedTry_IsReported()
    {
        ProcessOptions options = new()
        {
            Name = "unlucky",
            Output = ProcessOutput.ToFile(Log),
            Retry = new RetryPolicy
            {
                Exceptions = [typeof(TimeoutException)],
                Delay = TimeSpan.FromMilliseconds(1),
                Backoff = 2,
                MaxRetries = 2,
            },
        };
        ChildProcess? process = null;
        string log = ErrorsOf(() =>
        {
            process = Context.Start(options, Functions.FailUntil, 2);
            Assert.Equal(3, process.Wait<int>(Patience));
        });
        string[] reports = log.Split("holdfast: ", StringSplitOptions.RemoveEmptyEntries)[1..];
        Assert.Equal(2, reports.Length);
        Assert.All(reports, report => Assert.StartsWith(
            $"'unlucky' (process {process!.Id}, pid {process.Pid}) failed", report, StringComparison.Ordinal));
        Assert.All(reports, report => Assert.Contains("Functions.FailUntil", report, StringComparison.Ordinal));
        Assert.Contains("System.TimeoutException: try 1", reports[0], StringComparison.Ordinal);
        Assert.Contains("tried 1 time(s), next retry in 0.001 s", reports[0], StringComparison.Ordinal);
        Assert.Contains("System.TimeoutException: try 2", reports[1], StringComparison.Ordinal);
        Assert.Contains("tried 2 time(s), last retry in 0.002 s", reports[1], StringComparison.Ordinal);
        ProcessStatus status = Assert.Single(Context.Store.GetProcesses());
        Assert.Equal(2, status.Retries);
        Assert.Equal("System.TimeoutException: try 2", status.Error);
    }

    public void Dispose()
    {
        Context.Dispose();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected string Log => Path.Combine(_folder.Root, "log");

    /// <summary>Does something, and gives what was written on the standard error of its process.</summary>
    protected abstract string ErrorsOf(Action act);
}
