using Holdfast.Lifecycle.Runs;

namespace Holdfast.Tests.Lifecycle.Runs;

public abstract partial class RunContract
{
    [Fact]
    public void Run_ToItsEnd_RunsInsideAndIsStoppedAfter()
    {
        using RunState run = Make();
        Assert.Equal(7, run.Run(inside =>
        {
            Assert.Same(run, inside);
            Assert.Equal(RunPhase.Running, run.Phase);
            return 7;
        }));
        Assert.Equal((RunPhase.Stopped, false), (run.Phase, run.IsCancelled));
    }

    [Fact]
    public async Task RunAsync_ToItsEnd_RunsInsideAndIsStoppedAfter()
    {
        using RunState run = Make();
        await run.RunAsync(async inside =>
        {
            await Task.Yield();
            Assert.Equal(RunPhase.Running, inside.Phase);
            Assert.Same(run, RunState.Current);
        });
        Assert.Equal(7, await run.RunAsync(_ => Task.FromResult(7)));
        Assert.Equal((RunPhase.Stopped, false, 2L), (run.Phase, run.IsCancelled, run.Starts));
        Assert.Null(RunState.Current);
    }

    [Fact]
    public async Task Run_Exception_CancelsStopsAndPassesItOn()
    {
        using RunState run = Make();
        List<RunTrigger> seen = [];
        using CountdownEvent told = new(6);
        run.Changed += (_, change) =>
        {
            seen.Add(change.Trigger);
            told.Signal();
        };
        Assert.Throws<InvalidTimeZoneException>(() => run.Run(Fail));
        Assert.Equal((RunPhase.Stopped, true), (run.Phase, run.IsCancelled));
        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => run.RunAsync(async _ =>
        {
            await Task.Yield();
            throw new InvalidTimeZoneException();
        }));
        Assert.Equal((RunPhase.Stopped, true), (run.Phase, run.IsCancelled));
        told.Wait(TestContext.Current.CancellationToken);
        Assert.Equal(RunTrigger.Stop, seen[^1]);
        Assert.Equal(2, seen.Count(trigger => trigger == RunTrigger.Start));

        static void Fail(RunState run) => throw new InvalidTimeZoneException();
    }

    [Fact]
    public void Enter_WithAndWithoutCompletion_TellsSuccessFromFailure()
    {
        using RunState run = Make();
        using (RunScope scope = run.Enter())
        {
            Assert.Same(run, RunState.Current);
            scope.Complete();
        }

        Assert.Equal((RunPhase.Stopped, false), (run.Phase, run.IsCancelled));
        RunScope failing = run.Enter();
        failing.Dispose();
        failing.Dispose();
        Assert.Equal((RunPhase.Stopped, true), (run.Phase, run.IsCancelled));
        Assert.Null(RunState.Current);
    }

    [Fact]
    public void Run_InsideItself_DoesNothingOfItsOwn()
    {
        using RunState run = Make();
        run.Run(_ =>
        {
            run.Run(static _ => { });
            Assert.Equal((RunPhase.Running, 1L), (run.Phase, run.Starts));
            Assert.Throws<InvalidTimeZoneException>(() => run.Run(Fail));
            Assert.Equal((RunPhase.Running, false), (run.Phase, run.IsCancelled));
        });
        Assert.Equal((RunPhase.Stopped, false), (run.Phase, run.IsCancelled));

        static void Fail(RunState run) => throw new InvalidTimeZoneException();
    }

    [Fact]
    public void Run_StoppedByItsBody_EndsQuietly()
    {
        using RunState run = Make();
        run.Run(_ => run.Stop());
        Assert.Equal((RunPhase.Stopped, false), (run.Phase, run.IsCancelled));
    }

    [Fact]
    public async Task Current_FlowsWithTheCallsAndIsRestored()
    {
        using RunState outer = Make("outer");
        RunState inner = new("inner"), hidden = new("hidden", new RunStateOptions { IsAmbient = false });
        Assert.Null(RunState.Current);
        Assert.Equal(nameof(Current_FlowsWithTheCallsAndIsRestored), RunState.CurrentOrNew().Name);
        Assert.Equal(("job", RunPhase.Idle), (RunState.CurrentOrNew("job").Name, RunState.CurrentOrNew("job").Phase));
        await outer.RunAsync(async _ =>
        {
            await Task.Run(() => Assert.Same(outer, RunState.CurrentOrNew()), Token);
            await inner.RunAsync(async _ =>
            {
                await Task.Yield();
                Assert.Same(inner, RunState.Current);
            });
            Assert.Same(outer, RunState.Current);
            hidden.Run(_ => Assert.Same(outer, RunState.Current));
        });
        hidden.Run(_ => Assert.Null(RunState.Current));
    }

    [Fact]
    public async Task RunInBackground_CarriesTheRunAndEndsQuietlyWhenItIsCancelled()
    {
        using RunState run = Make();
        using Reports reports = new(run);
        run.Start();
        await run.RunInBackground(inside => Assert.Same(inside, RunState.Current));
        Task worker = run.RunInBackground(async inside =>
        {
            Assert.Same(run, RunState.Current);
            await inside.DelayAsync(TimeSpan.FromDays(1));
        });
        Assert.False(worker.IsCompleted);
        run.Cancel();
        await worker.WaitAsync(Token);
        Assert.IsType<RunCancelledException>(Assert.Single(reports.Failures));
        await Assert.ThrowsAsync<InvalidTimeZoneException>(
            () => run.RunInBackground((Action<RunState>)(_ => throw new InvalidTimeZoneException())));
    }
}
