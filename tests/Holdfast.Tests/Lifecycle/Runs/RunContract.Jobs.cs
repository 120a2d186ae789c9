using Holdfast.Lifecycle.Runs;
using Holdfast.Machines;

namespace Holdfast.Tests.Lifecycle.Runs;

/// <content>
/// Two jobs of one process at one run. The second counted as inside the first: it entered without an error, and when
/// the first ended, the run was stopped under the second, which nobody could pause or cancel any more.
/// </content>
public abstract partial class RunContract
{
    /// <summary>Another object for the same run where there can be one.</summary>
    protected virtual RunState MakeAgain(RunState run) => run;

    [Fact]
    public async Task Run_OfAnotherJob_IsRefusedWhileTheFirstGoesOn()
    {
        using RunState run = Make();
        RunState again = MakeAgain(run);
        using (RunScope first = run.Enter())
        {
            await Elsewhere(() => Assert.Throws<TransitionRefusedException>(again.Enter));
            await Elsewhere(() => Assert.Throws<TransitionRefusedException>(() => again.Run(static _ => { })));
            Assert.Equal((RunPhase.Running, false, 1L), (run.Phase, run.IsCancelled, run.Starts));
            first.Complete();
        }

        await Elsewhere(() => again.Run(static _ => { }));
        Assert.Equal((RunPhase.Stopped, false, 2L), (run.Phase, run.IsCancelled, run.Starts));
    }

    [Fact]
    public async Task Run_InsideOthersInsideItself_DoesNothingOfItsOwn()
    {
        using RunState run = Make(), other = Make("other");
        RunState hidden = new("hidden", new RunStateOptions { IsAmbient = false });
        RunState again = MakeAgain(run);
        await run.RunAsync(_ => hidden.RunAsync(_ => other.RunAsync(async _ =>
        {
            await Task.Yield();
            again.Run(_ => hidden.Run(static _ => { }));
            await Task.Run(() => again.Run(_ => Assert.Equal(1L, other.Starts)), Token);
            await other.RunInBackground(_ => again.RunAsync(_ => Task.CompletedTask));
            Assert.Equal((true, true, true), (run.IsRunning, other.IsRunning, hidden.IsRunning));
        })));
        Assert.Equal((false, false, false), (run.IsRunning, other.IsRunning, hidden.IsRunning));
        Assert.Equal((1L, 1L, 1L), (run.Starts, other.Starts, hidden.Starts));
    }

    [Fact]
    public async Task Run_InsideAScopeThatIsNotAmbient_DoesNothingOfItsOwn()
    {
        using RunState outer = Make("outer");
        using RunState run = Make(options: new RunStateOptions { IsAmbient = false });
        RunState again = MakeAgain(run);
        await outer.RunAsync(_ => run.RunAsync(async _ =>
        {
            again.Run(_ => Assert.Same(outer, RunState.Current));
            await Elsewhere(() => Assert.Throws<TransitionRefusedException>(again.Enter));
        }));
        Assert.Equal((RunPhase.Stopped, 1L), (run.Phase, run.Starts));
        Assert.Null(RunState.Current);
    }

    [Fact]
    public async Task Run_AfterAStartOfTheSameObject_DoesNothingOfItsOwnInAnyFlow()
    {
        using RunState run = Make();
        run.Start();
        run.Run(static _ => { });
        await Elsewhere(() => run.Run(static _ => { }));
        await run.RunInBackground(inside => inside.Run(static _ => { }));
        Assert.Equal((RunPhase.Running, 1L), (run.Phase, run.Starts));
        run.Stop();
        run.Run(_ => Assert.Equal(2, run.Starts));
        Assert.Equal(RunPhase.Stopped, run.Phase);
    }

    // Whatever stopped it: the scope must not end what another job began since.
    [Fact]
    public async Task Enter_StoppedAndTakenOverByAnotherJob_LeavesThatAlone()
    {
        using RunState run = Make();
        RunState again = MakeAgain(run);
        TaskCompletionSource entered = new(), done = new();
        RunScope first = run.Enter();
        run.Stop();
        Task second;
        using (ExecutionContext.SuppressFlow())
        {
            second = Task.Run(() => again.RunAsync(async _ =>
            {
                entered.SetResult();
                await done.Task;
            }), Token);
        }

        await entered.Task.WaitAsync(Token);
        Assert.Throws<TransitionRefusedException>(run.Enter);
        first.Dispose();
        Assert.Equal((RunPhase.Running, false, 2L), (run.Phase, run.IsCancelled, run.Starts));
        done.SetResult();
        await second.WaitAsync(Token);
        Assert.Equal((RunPhase.Stopped, false), (run.Phase, run.IsCancelled));
    }

    [Fact]
    public void Run_BegunAnewByItsBody_IsStoppedAtTheEnd()
    {
        using RunState run = Make();
        RunState again = MakeAgain(run);
        run.Run(_ =>
        {
            again.Start(StartRule.MayRun);
            run.Run(static _ => { });
            Assert.Equal((RunPhase.Running, 2L), (run.Phase, run.Starts));
        });
        Assert.Equal((RunPhase.Stopped, false, 2L), (run.Phase, run.IsCancelled, run.Starts));
    }

    [Fact]
    public async Task Run_ByWorkThatOutlivedItsScope_IsAJobOfItsOwn()
    {
        using RunState run = Make();
        TaskCompletionSource over = new();
        Task left = Task.CompletedTask;
        run.Run(_ => { left = LeaveAsync(); });
        using (RunScope second = run.Enter())
        {
            over.SetResult();
            await Assert.ThrowsAsync<TransitionRefusedException>(() => left.WaitAsync(Token));
            second.Complete();
        }

        async Task LeaveAsync()
        {
            await over.Task;
            run.Run(static _ => { });
        }
    }

    [Fact]
    public async Task Run_InsideAScopeEnteredOnDemandElsewhereInTheFlow_DoesNothingOfItsOwn()
    {
        using RunState run = Make();
        Lazy<RunScope> later = new(run.Enter);
        RunContext.Current = new RunContext(later, scopes: null);
        await Task.Run(() => Assert.Same(run, RunState.Current), Token);
        run.Run(static _ => { });
        Assert.Equal((RunPhase.Running, 1L), (run.Phase, run.Starts));
        later.Value.Complete();
        later.Value.Dispose();
        Assert.Equal((RunPhase.Stopped, false), (run.Phase, run.IsCancelled));
    }

    /// <summary>Runs it where nothing of this flow is known, as another job would be.</summary>
    private static Task Elsewhere(Action work)
    {
        using (ExecutionContext.SuppressFlow()) return Task.Run(work, Token);
    }
}
