using Holdfast.Errors;
using Holdfast.Lifecycle.Runs;

namespace Holdfast.Processes.Tests.Starting;

/// <summary>The table of processes, and control of them from elsewhere.</summary>
public sealed class StoredProcessTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TestFolder _folder = new();
    private readonly ProcessContext _context;
    private readonly Store _elsewhere;

    public StoredProcessTests()
    {
        _context = new ProcessContext(_folder.Store);
        _elsewhere = Store.Open(_folder.Store);
    }

    [Fact]
    public void GetProcesses_AfterAnEnd_SayHowItWas()
    {
        _context.Start(Functions.Square, 2).Wait(Patience);
        ChildProcess failed = _context.Start(new ProcessOptions { Name = "bad" }, Functions.Fail);
        Assert.Throws<ProcessWaitException>(() => failed.Wait(Patience));
        IReadOnlyList<ProcessStatus> all = _elsewhere.GetProcesses();
        Assert.Equal(["Functions.Square", "bad"], all.Select(process => process.Name));
        Assert.All(all, process => Assert.Equal(ProcessPhase.Ended, process.Phase));
        Assert.Equal([0, 1], all.Select(process => process.ExitCode));
        Assert.Equal("System.ArgumentException: this cannot be", all[1].Error);
        Assert.Equal(failed.Pid, all[1].Pid);
        Assert.Equal(2, _elsewhere.ForgetEndedProcesses());
        Assert.Empty(_elsewhere.GetProcesses());
    }

    [Fact]
    public void GetProcesses_MakerAndChildKilled_SayThatItDied()
    {
        ChildProcess maker = _context.Start(Ending.Families.Grow, 0, 0);
        _context.State.When("/leaves", leaves => (int)leaves == 1, Patience);
        ProcessStatus leaf = _elsewhere.GetProcesses()[1];
        Assert.Equal(ProcessPhase.Running, leaf.Phase);
        Assert.Equal(maker.Id, leaf.Parent);
        Signals.Send((System.Runtime.InteropServices.PosixSignal)9, leaf.Pid);
        maker.Signal((System.Runtime.InteropServices.PosixSignal)9);
        Assert.Throws<ProcessWaitException>(() => maker.Wait(Patience));
        Assert.Equal(-9, _elsewhere.FindProcess(maker.Id!).Status.ExitCode);

        // The leaf is nobody's child by now: the kernel tells no one when it has let go of its files.
        ProcessStatus Leaf() => _elsewhere.FindProcess(leaf.Id).Status;
        Assert.True(SpinWait.SpinUntil(() => Leaf().Phase != ProcessPhase.Running, Patience));
        Assert.Contains(Leaf().Phase, new[] { ProcessPhase.Died, ProcessPhase.Ended });
    }

    [Fact]
    public void PauseResumeCancel_FromElsewhere_AreObeyed()
    {
        ChildProcess process = _context.Start(new ProcessOptions { Name = "worker" }, Functions.Work);
        _context.State.When("/step", step => (int)step > 2, Patience);
        Assert.Equal(RunPhase.Paused, _elsewhere.FindProcess("worker").Pause());
        Assert.Equal(RunPhase.Paused, _elsewhere.FindProcess(process.Id!).Status.Run);
        Assert.Equal(RunPhase.Running, _elsewhere.FindProcess("worker").Resume());
        _elsewhere.FindProcess("worker").Cancel();
        Assert.Throws<ProcessWaitException>(() => process.Wait(Patience));
    }

    [Fact]
    public void Pause_OfAFunctionThatLooksAtNoRun_SaysSo()
    {
        _context.Start(new ProcessOptions { Name = "deaf" }, Functions.Sleep);
        _context.State.When("/sleeping", value => (bool)value, Patience);
        HoldfastOperationException refused =
            Assert.Throws<HoldfastOperationException>(() => _elsewhere.FindProcess("deaf").Pause());
        Assert.Equal(ErrorCode.RunNotFound, refused.Code);
    }

    [Fact]
    public async Task StopAsync_FromElsewhere_EndsItAndIsWrittenDown()
    {
        ChildProcess process = _context.Start(Functions.Sleep);
        _context.State.When("/sleeping", value => (bool)value, Patience);
        Assert.True(await _elsewhere.FindProcess(process.Id!).StopAsync(token: TestContext.Current.CancellationToken));
        Assert.Throws<ProcessWaitException>(() => process.Wait(Patience));
        Assert.Equal(-15, process.ExitCode);
        Assert.False(await _elsewhere.FindProcess(process.Id!).StopAsync(token: TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task StopAsync_WhileItStarts_EndsItWhenItGetsThere(bool canBeAsked)
    {
        ChildProcess process = canBeAsked ? _context.Start(Functions.Obey) : _context.Start(Functions.Sleep);
        process.Signal((System.Runtime.InteropServices.PosixSignal)19);
        StoredProcess stored = _elsewhere.FindProcess(process.Id!);
        Assert.Equal(ProcessPhase.Starting, stored.Status.Phase);
        Task<bool> stopped = stored.StopAsync(token: TestContext.Current.CancellationToken);
        Assert.False(stopped.IsCompleted);
        Assert.True(_context.Table.Find(process.Id!)!.IsStopping);
        process.Signal((System.Runtime.InteropServices.PosixSignal)18);
        Assert.True(await stopped.WaitAsync(Patience, TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(canBeAsked ? 0 : -15, process.ExitCode);
    }

    [Fact]
    public async Task StopAsync_WhileItStartsAndIsKilled_Ends()
    {
        ChildProcess process = _context.Start(Functions.Sleep);
        process.Signal((System.Runtime.InteropServices.PosixSignal)19);
        Task<bool> stopped = _elsewhere.FindProcess(process.Id!).StopAsync(
            token: TestContext.Current.CancellationToken);
        Assert.False(stopped.IsCompleted);
        process.Signal((System.Runtime.InteropServices.PosixSignal)9);
        Assert.True(await stopped.WaitAsync(Patience, TestContext.Current.CancellationToken));
    }

    // A child that was stopped before it had entered the table held up who stopped it, for ever.
    [Fact]
    public async Task StopAsync_OfOneThatDoesNotGetThere_TimesOutAndEndsItWhenItDoes()
    {
        ChildProcess process = _context.Start(Functions.Sleep);
        process.Signal((System.Runtime.InteropServices.PosixSignal)19);
        StoredProcess stored = _elsewhere.FindProcess(process.Id!);
        Assert.Equal(ProcessPhase.Starting, stored.Status.Phase);
        await Assert.ThrowsAsync<HoldfastTimeoutException>(() => stored
            .StopAsync(TimeSpan.FromMilliseconds(100), TestContext.Current.CancellationToken)
            .WaitAsync(Patience, TestContext.Current.CancellationToken));
        process.Signal((System.Runtime.InteropServices.PosixSignal)18);
        Assert.Equal(-15, await process.WaitForExitAsync(TestContext.Current.CancellationToken)
            .WaitAsync(Patience, TestContext.Current.CancellationToken));
    }

    /// <summary>It ran on, and no list showed it.</summary>
    [Fact]
    public void Start_ForgottenBeforeItRuns_IsEnteredAnew()
    {
        ChildProcess process = _context.Start(new ProcessOptions { Name = "late" }, Functions.Sleep);
        process.Signal((System.Runtime.InteropServices.PosixSignal)19);
        Assert.Equal(ProcessPhase.Starting, _elsewhere.FindProcess("late").Status.Phase);
        Assert.Equal(1, _context.Table.Forget([process.Id!]));
        process.Signal((System.Runtime.InteropServices.PosixSignal)18);
        _context.State.When("/sleeping", value => (bool)value, Patience);
        ProcessStatus status = _elsewhere.FindProcess("late").Status;
        Assert.Equal(process.Id, status.Id);
        Assert.Equal(ProcessPhase.Running, status.Phase);
        Assert.Equal(process.Pid, status.Pid);
    }

    [Fact]
    public async Task StopAsync_OfOneThatRetriesOnSigterm_IsNotRetried()
    {
        ProcessOptions options = new()
        {
            Retry = new RetryPolicy
            {
                Signals = [System.Runtime.InteropServices.PosixSignal.SIGTERM],
                Delay = TimeSpan.Zero,
            },
        };
        ChildProcess process = _context.Start(options, Functions.Work);
        _context.State.When("/step", step => (int)step > 2, Patience);
        Assert.True(await _elsewhere.FindProcess(process.Id!).StopAsync(token: TestContext.Current.CancellationToken));
        Assert.Throws<ProcessWaitException>(() => process.Wait(Patience));
        Assert.Equal(-15, process.ExitCode);
        Assert.Equal(0, _elsewhere.FindProcess(process.Id!).Status.Retries);
    }

    [Fact]
    public async Task WatchProcesses_AStartAndAnEnd_AreTold()
    {
        await using IAsyncEnumerator<IReadOnlyList<ProcessStatus>> lists = _elsewhere.WatchProcesses(
            TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await lists.MoveNextAsync());
        Assert.Empty(lists.Current);
        ChildProcess process = _context.Start(Functions.Square, 2);
        do
        {
            Assert.True(await lists.MoveNextAsync());
        }
        while (lists.Current.Count == 0 || lists.Current[0].Phase != ProcessPhase.Ended);

        Assert.Equal(4, process.Wait<int>(Patience));
    }

    [Fact]
    public void FindProcess_Unknown_IsAnError() => Assert.Equal(
        ErrorCode.UnknownProcess,
        Assert.Throws<HoldfastOperationException>(() => _elsewhere.FindProcess("nobody")).Code);

    public void Dispose()
    {
        _context.Dispose();
        _elsewhere.Dispose();
        _folder.Dispose();
    }
}
