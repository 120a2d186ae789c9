using System.Runtime.InteropServices;
using Holdfast.Lifecycle.Runs;

namespace Holdfast.Processes.Tests.Signalling;

/// <summary>Signals to real processes.</summary>
public sealed class SignalTests : IDisposable
{
    private const PosixSignal First = (PosixSignal)10;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TestFolder _folder = new();
    private readonly ProcessContext _context;

    public SignalTests() => _context = new ProcessContext(_folder.Store);

    private State State => _context.State;

    [Fact]
    public void ToException_SignalCame_CancelsTheTokenAndIsThrown()
    {
        ChildProcess process = _context.Start(SignalFunctions.Catch);
        WaitForReady();
        process.Signal(First);
        Assert.Equal("10 True", process.Wait<string>(Patience));
    }

    [Fact]
    public void ToException_InAnAtomicFunction_LetsItComplete()
    {
        Assert.Equal("caught", _context.Start(SignalFunctions.CatchAfterAtomic).Wait<string>(Patience));
        Assert.Equal(2, State.Get<int>("/done"));
    }

    [Fact]
    public void ToDefault_SignalCame_EndsTheProcess()
    {
        ChildProcess process = _context.Start(SignalFunctions.CatchNoMore);
        WaitForReady();
        process.Signal(First);
        Assert.Throws<ProcessWaitException>(() => process.Wait(Patience));
        Assert.Equal(-10, process.ExitCode);
    }

    /// <summary>Z-71: a listed signal is retried; after the last retry it does again what it does by itself.</summary>
    [Fact]
    public void Z71_ListedSignal_IsRetriedAndThenEndsTheProcess()
    {
        ChildProcess process = Start(SignalFunctions.Work, new RetryPolicy
        {
            Signals = [First],
            Delay = TimeSpan.Zero,
            MaxRetries = 2,
        });
        for (int tries = 1; tries <= 3; tries++)
        {
            WaitForTries(tries);
            process.Signal(First);
        }

        Assert.Contains("SIGUSR1", Assert.Throws<ProcessWaitException>(() => process.Wait(Patience)).Message,
            StringComparison.Ordinal);
        Assert.Equal(-10, process.ExitCode);
        Assert.Equal(3, State.Get<int>("/tries"));
        Assert.Equal(2, Assert.Single(_context.Store.GetProcesses()).Retries);
    }

    [Fact]
    public void Retry_SigtermListedAndSentByAnother_IsRetried()
    {
        ChildProcess process = Start(SignalFunctions.Work, Listed(PosixSignal.SIGTERM));
        WaitForTries(1);
        process.Signal(PosixSignal.SIGTERM);
        WaitForTries(2);
        Assert.True(process.IsAlive);
    }

    [Fact]
    public void Stop_SigtermListed_IsNotRetried()
    {
        ChildProcess process = Start(SignalFunctions.Work, Listed(PosixSignal.SIGTERM));
        WaitForTries(1);
        Assert.Equal(-15, process.Stop());
        Assert.Equal(1, State.Get<int>("/tries"));
    }

    [Fact]
    public void Stop_SigtermListedAndFunctionThatLooksAtNothing_IsKilledAndNotRetried()
    {
        ChildProcess process = Start(SignalFunctions.WorkBlindly, Listed(PosixSignal.SIGTERM));
        WaitForTries(1);
        Assert.Equal(-9, process.Stop(TimeSpan.FromMilliseconds(100)));
        Assert.Equal(1, State.Get<int>("/tries"));
    }

    [Fact]
    public async Task StopAsync_FromAnotherProcessOfTheStore_SigtermListed_IsNotRetried()
    {
        ChildProcess process = Start(SignalFunctions.Work, Listed(PosixSignal.SIGTERM));
        WaitForTries(1);
        using Store other = Store.Open(_folder.Store);
        Assert.True(await other.FindProcess(process.Id!).StopAsync(token: TestContext.Current.CancellationToken));
        Assert.Equal(-15, await process.WaitForExitAsync(TestContext.Current.CancellationToken));
        Assert.Equal(1, State.Get<int>("/tries"));
    }

    [Fact]
    public void Stop_WhileItWaitsForARetry_EndsTheWaiting()
    {
        ChildProcess process = Start(SignalFunctions.Work, Listed(First) with { Delay = TimeSpan.FromHours(1) });
        WaitForTries(1);
        process.Signal(First);
        WaitForRetry(process);
        long start = TimeProvider.System.GetTimestamp();
        process.Stop(Patience);
        Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience);
        Assert.Equal(1, State.Get<int>("/tries"));
    }

    [Fact]
    public void Send_ToAProcessThatIsNot_IsFalse()
    {
        ChildProcess process = _context.Start(SignalFunctions.WorkBlindly);
        Assert.True(Signals.Send(First, process.Pid));
        Assert.Throws<ProcessWaitException>(() => process.Wait(Patience));
        Assert.Equal(-10, process.ExitCode);
        Assert.False(Signals.Send(First, int.MaxValue));
    }

    /// <summary>To the kernel these are a group and all processes; signal 0 is sent to nobody in any case.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Send_ToWhatIsNoProcess_IsRefused(int process) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Signals.Send(0, process));

    /// <summary>It is another one's children that are to be ended, of one that has none.</summary>
    [Fact]
    public void KillTree_OfWhatIsNoProcess_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Signals.KillTree(int.MinValue));

    [Fact]
    public void ToException_WithoutARun_IsRefused()
    {
        Assert.Null(RunState.Current);
        Assert.Throws<InvalidOperationException>(() => Signals.ToException(First));
    }

    [Fact]
    public void KillTree_OfAChild_LeavesNothingBelowIt()
    {
        Ending.Marked marked = new();
        ProcessOptions options = new() { Environment = marked.Environment };
        ChildProcess root = _context.Start(options, Ending.Families.Grow, 2, 1);
        State.When("/leaves", leaves => (int)leaves == 6, Patience);
        Assert.Equal(8, marked.Find().Length);
        Assert.Equal(7, Signals.KillTree(root.Pid, TimeSpan.FromMilliseconds(100)));
        Assert.True(root.IsAlive);
        Assert.Equal([root.Pid!.Value], WaitForOne(marked));
    }

    [Fact]
    public void KillTree_OfItself_EndsAllBelowAndGoesOn() =>
        Assert.Equal(8, _context.Start(SignalFunctions.KillOwnTree).Wait<int>(Patience));

    public void Dispose()
    {
        _context.Dispose();
        _folder.Dispose();
    }

    private static RetryPolicy Listed(PosixSignal signal) => new() { Signals = [signal], Delay = TimeSpan.Zero };

    private ChildProcess Start(Delegate function, RetryPolicy retry) =>
        _context.Start(new ProcessOptions { Retry = retry }, function);

    private void WaitForReady() => State.When("/ready", ready => (bool)ready, Patience);

    private void WaitForTries(int count) => State.When("/tries", tries => (int)tries == count, Patience);

    private void WaitForRetry(ChildProcess process) => _context.Table.State.When(
        Table.ProcessTable.PathOf(process.Id!), record => record.TryGet("/retries", out _), Patience);

    /// <summary>The kernel tells nobody of the end of a process that is not its own child, so this looks.</summary>
    private static int[] WaitForOne(Ending.Marked marked)
    {
        Assert.True(SpinWait.SpinUntil(() => marked.Find().Length <= 1, Patience));
        return marked.Find();
    }
}
