using Holdfast.Errors;
using Holdfast.Lifecycle.Runs;
using Holdfast.Machines;
using Holdfast.Tests.Logs.File;

namespace Holdfast.Tests.Lifecycle.Runs;

/// <summary>Runs of real processes, controlled from this one.</summary>
public sealed class RunProcessTests : IDisposable
{
    private const string Path = "/jobs/worker";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("holdfast-runs-");
    private readonly Store _store;
    private readonly State _state;

    public RunProcessTests()
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

    [Fact]
    public async Task Worker_OfAnotherProcess_IsPausedResumedAndCancelled()
    {
        using ChildProcess child = StartWorker();
        using RunState run = _state.GetRunState(Path);
        await _state.WhenAsync("/ticks", static ticks => (long)ticks > 3, token: Token);
        Assert.Equal((RunPhase.Running, "the worker"), (run.Phase, run.Name));
        run.Pause();
        Assert.Equal("Pause", child.ReadLine());

        // The step that it was in when it was paused may still come, and no other.
        long paused = _state.Get<long>("/ticks");
        await Task.Delay(200, Token);
        Assert.InRange(_state.Get<long>("/ticks"), paused, paused + 1);
        Assert.Equal(
            (true, true, (int?)child.Id), (Status.IsAlive, Status.PausedTime > TimeSpan.Zero, Status.ProcessId));
        run.Resume();
        Assert.Equal("Resume", child.ReadLine());
        await _state.WhenAsync("/ticks", ticks => (long)ticks > paused + 1, token: Token);
        run.Cancel();
        Assert.Equal("Cancel", child.ReadLine());
        Assert.Equal("Stop", child.ReadLine());
        Assert.StartsWith("cancelled after ", child.ReadLine(), StringComparison.Ordinal);
        Assert.Equal(3, child.WaitForExit());
        Assert.Equal((RunPhase.Stopped, true), (run.Phase, run.IsCancelled));
        Assert.Equal((false, false), (Status.IsAlive, Status.HasDied));
    }

    [Fact]
    public void Worker_Killed_IsSeenAsDeadAndCanBeStartedAgain()
    {
        using ChildProcess child = StartWorker();
        Assert.Equal((true, false), (Status.IsAlive, Status.HasDied));
        using RunState run = _state.GetRunState(Path);
        Assert.Throws<TransitionRefusedException>(() => run.Start());
        child.Kill();
        Assert.Equal((false, true, RunPhase.Running), (Status.IsAlive, Status.HasDied, Status.Phase));
        Assert.Equal(ErrorCode.RunDied, Assert.Throws<HoldfastOperationException>(run.Pause).Code);
        Assert.Equal(ErrorCode.RunDied, Assert.Throws<HoldfastOperationException>(run.Cancel).Code);
        using ChildProcess next = StartWorker();
        Assert.Equal((true, (int?)next.Id, 2L), (Status.IsAlive, Status.ProcessId, Status.Starts));
        next.Kill();
        Assert.Equal(1, _store.ForgetEndedRuns());
        Assert.Empty(_store.GetRuns());
        Assert.False(_state.TryGetRunStatus(Path, out _));
    }

    [Fact]
    public async Task Start_AfterADeath_CountsTheTimeUntilItWasLastHeardOf()
    {
        using ChildProcess child = StartWorker();
        using RunState run = _state.GetRunState(Path);
        run.Pause();
        Assert.Equal("Pause", child.ReadLine());
        TimeSpan known = Status.RunTime;
        child.Kill();
        TimeSpan atDeath = Status.RunTime;
        Assert.True(atDeath <= known);
        Assert.Equal(atDeath, Status.RunTime);
        TaskCompletionSource<long> number = new();
        run.Changed += (_, change) => number.TrySetResult(change.Number);
        run.Start();
        Assert.Equal((RunPhase.Running, false, 2L), (run.Phase, run.IsCancelled, run.Starts));
        Assert.InRange(run.TotalTime, atDeath, TimeSpan.MaxValue);
        Assert.True(await number.Task.WaitAsync(TestContext.Current.CancellationToken) > 1);
    }

    [Fact]
    public async Task Store_ClosedWhileAWorkerWaits_EndsTheWorker()
    {
        Store store = Store.Open(_folder.FullName);
        RunState run = store.GetState("work").GetRunState("/jobs/paused", name: "first");
        Task worker = run.RunAsync(async run =>
        {
            run.Pause();
            await run.ThrowIfCancelledAsync(token: Token);
        });
        Assert.False(worker.IsCompleted);
        await store.DisposeAsync();
        await Assert.ThrowsAsync<RunCancelledException>(() => worker.WaitAsync(Token));
        Assert.Throws<ObjectDisposedException>(() => run.Start());
    }

    [Fact]
    public void Start_UnderANewName_IsListedByIt()
    {
        using RunState first = _state.GetRunState(Path, name: "first");
        first.Start();
        Assert.Equal("first", _state.GetRunState(Path).Name);
        using RunState second = _state.GetRunState(Path, name: "second");
        second.Start(StartRule.MayRun);
        Assert.Equal(("second", 2L), (Status.Name, Status.Starts));
    }

    [Fact]
    public async Task Events_OfManyControllers_AreSeenByTheOwnerOnceAndInOrder()
    {
        using RunState owner = _state.GetRunState("/jobs/here");
        List<RunChangedEventArgs> seen = [];
        TaskCompletionSource over = new();
        owner.Changed += (_, change) =>
        {
            seen.Add(change);
            if (change.Trigger == RunTrigger.Stop) over.SetResult();
        };
        owner.Start();
        await Parallel.ForAsync(0, 4, Token, async (_, token) =>
        {
            using Store store = await Store.OpenAsync(_folder.FullName, token: token);
            using RunState run = store.GetState("work").GetRunState("/jobs/here");
            for (int i = 0; i < 50; i++) run.Pause();
        });
        owner.Resume();
        owner.Stop();
        await over.Task.WaitAsync(Token);
        Assert.Equal(203, seen.Count);
        Assert.Equal(seen.Select(change => change.Number).Order(), seen.Select(change => change.Number));
        Assert.Equal(203, seen.Select(change => change.Number).Distinct().Count());
        Assert.All(seen.Zip(seen.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
    }

    private RunStatus Status => _state.TryGetRunStatus(Path, out RunStatus? status)
        ? status
        : throw new InvalidOperationException("No run is recorded.");

    private ChildProcess StartWorker()
    {
        ChildProcess child = new("run", _folder.FullName, "work", Path);
        Assert.Equal("Start", child.ReadLine());
        return child;
    }
}
