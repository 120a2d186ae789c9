using System.Runtime.InteropServices;
using Holdfast.Errors;
using Holdfast.Lifecycle.Runs;
using Holdfast.Logs.File;
using Holdfast.Logs.File.Live;

namespace Holdfast.Tests.Lifecycle.Runs;

/// <summary>
/// Runs at a path whose store fails, or that were disposed of: their workers must not be left behind.
/// </summary>
public sealed class RunFaultTests : IDisposable
{
    private const int InputOutput = 5;
    private const PosixSignal User = (PosixSignal)12;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("holdfast-runs-");
    private readonly Store _store;
    private readonly State _state;

    public RunFaultTests()
    {
        _store = Store.Open(_folder.FullName);
        _state = _store.GetState("work");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _store.Dispose();
        _folder.Delete(recursive: true);
    }

    // A cancel that could not be committed was reported, and the signal was swallowed: only SIGKILL ended the process.
    [Fact]
    public void Signal_StoreFailed_CancelsTheWorkersOfThisProcess()
    {
        using RunState run = _state.GetRunState("/jobs/worker", new RunStateOptions { Signals = [User] });
        using Reports reports = new(run);
        Assert.Throws<RunCancelledException>(() => run.Run(run =>
        {
            CancellationToken token = run.Token;
            Fail();
            PosixSignalContext context = new(User);
            SignalHandlers.OnSignal(User, context);
            Assert.Equal((true, true), (context.Cancel, token.IsCancellationRequested));
            run.ThrowIfCancelled();
        }));
        Assert.All(reports.Failures, failure => Assert.IsType<HoldfastException>(failure));
        Assert.Equal(2, reports.Failures.Count);
    }

    // The watch of a failed store ended with a report, and only the closing of the store woke who waited for it.
    [Fact]
    public async Task ThrowIfCancelled_StoreFailsWhilePaused_WakesTheWorker()
    {
        using RunState run = _state.GetRunState("/jobs/worker");
        run.Start();
        CancellationToken token = run.Token;
        run.Pause();
        Task worker = run.ThrowIfCancelledAsync(token: Token).AsTask();
        Assert.False(worker.IsCompleted);
        Fail();
        await Assert.ThrowsAsync<RunCancelledException>(() => worker.WaitAsync(TimeSpan.FromMinutes(1), Token));
        Assert.True(token.IsCancellationRequested);
    }

    [Fact]
    public void Run_BodyAndEndThrow_PassesOnWhatTheBodyThrew()
    {
        using RunState run = _state.GetRunState("/jobs/worker");
        using Reports reports = new(run);
        Assert.Throws<InvalidTimeZoneException>(() => run.Run((Action<RunState>)(_ =>
        {
            Fail();
            throw new InvalidTimeZoneException();
        })));
        Assert.Equal(ErrorCode.Faulted, Assert.IsType<HoldfastException>(Assert.Single(reports.Failures)).Code);
    }

    [Fact]
    public void Run_CompleteButEndThrows_ThrowsIt()
    {
        using RunState run = _state.GetRunState("/jobs/worker");
        Assert.Equal(ErrorCode.Faulted, Assert.Throws<HoldfastException>(() => run.Run(_ => Fail())).Code);
    }

    // It looked alive: its phase followed the store, and its workers went on after a cancel.
    [Fact]
    public async Task ThrowIfCancelled_RunDisposedOf_RefusesInsteadOfBeingDeaf()
    {
        RunState run = _state.GetRunState("/jobs/worker");
        run.Start();
        run.ThrowIfCancelled();
        run.Pause();
        Task worker = run.ThrowIfCancelledAsync(token: Token).AsTask();
        Assert.False(worker.IsCompleted);
        run.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => worker.WaitAsync(TimeSpan.FromMinutes(1), Token));
        using RunState other = _state.GetRunState("/jobs/worker");
        other.Cancel();
        Assert.Throws<ObjectDisposedException>(run.ThrowIfCancelled);
        Assert.Throws<ObjectDisposedException>(() => run.Token);
        Assert.Equal(RunPhase.Stopping, run.Phase);
    }

    private unsafe void Fail() =>
        SlotFault.SetFlushFailed(((FileLogStore)_store.Core.Logs).OpenLog("$run")!.Context.Slot, InputOutput);
}
