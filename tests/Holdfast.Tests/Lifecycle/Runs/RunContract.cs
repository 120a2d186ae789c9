using System.Globalization;
using Holdfast.Errors;
using Holdfast.Lifecycle.Runs;
using Holdfast.Machines;

namespace Holdfast.Tests.Lifecycle.Runs;

/// <summary>What every run state does, in memory and at a path.</summary>
public abstract partial class RunContract
{
    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    internal SteppedClock Clock { get; } = new();

    /// <summary>
    /// The table: by state, in the order of the triggers, the state that each leads to; null: refused.
    /// </summary>
    private static readonly Dictionary<RunPhase, RunPhase?[]> Table = new()
    {
        [RunPhase.Idle] = [RunPhase.Running, RunPhase.Idle, null, null, null],
        [RunPhase.Running] = [null, RunPhase.Stopping, RunPhase.Paused, null, RunPhase.Stopped],
        [RunPhase.Paused] = [null, RunPhase.Stopping, RunPhase.Paused, RunPhase.Running, RunPhase.Stopped],
        [RunPhase.Stopping] = [null, RunPhase.Stopping, null, null, RunPhase.Stopped],
        [RunPhase.Stopped] = [RunPhase.Running, RunPhase.Stopped, null, null, null],
    };

    private static readonly Dictionary<RunPhase, RunTrigger[]> Ways = new()
    {
        [RunPhase.Idle] = [],
        [RunPhase.Running] = [RunTrigger.Start],
        [RunPhase.Paused] = [RunTrigger.Start, RunTrigger.Pause],
        [RunPhase.Stopping] = [RunTrigger.Start, RunTrigger.Cancel],
        [RunPhase.Stopped] = [RunTrigger.Start, RunTrigger.Stop],
    };

    public static TheoryData<RunPhase, RunTrigger, RunPhase?> Cells
    {
        get
        {
            TheoryData<RunPhase, RunTrigger, RunPhase?> cells = [];
            foreach ((RunPhase from, RunPhase?[] row) in Table)
                for (int column = 0; column < row.Length; column++)
                    cells.Add(from, (RunTrigger)column, row[column]);
            return cells;
        }
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Fire_EachCellOfTheTable_LeadsToItsStateOrIsRefused(RunPhase from, RunTrigger trigger, RunPhase? to)
    {
        using RunState run = Make();
        foreach (RunTrigger step in Ways[from]) Fire(run, step);
        Assert.Equal(from, run.Phase);
        if (to is { } next)
        {
            Fire(run, trigger);
            Assert.Equal(next, run.Phase);
            return;
        }

        bool wasCancelled = run.IsCancelled;
        TransitionRefusedException refused = Assert.Throws<TransitionRefusedException>(() => Fire(run, trigger));
        Assert.Equal((from.ToString(), trigger.ToString()), (refused.State, refused.Wanted));
        Assert.Contains(from.ToString(), refused.Message, StringComparison.Ordinal);
        Assert.StartsWith("The run", refused.Message, StringComparison.Ordinal);
        Assert.Contains(trigger.ToString(), refused.Message, StringComparison.Ordinal);
        Assert.Equal((from, wasCancelled), (run.Phase, run.IsCancelled));
    }

    [Fact]
    public void Cancel_WhileRunning_IsStoppingAndStaysCancelledAfterTheStop()
    {
        using RunState run = Make();
        Assert.True(run.IsStopped);
        run.Start();
        Assert.False(run.IsStopped);
        run.Cancel();
        Assert.Equal((true, true), (run.IsStopping, run.IsRunning));
        run.Stop();
        Assert.Equal((RunPhase.Stopped, true, true), (run.Phase, run.IsCancelled, run.IsStopped));
        run.Start();
        Assert.False(run.IsCancelled);
    }

    [Fact]
    public void Cancel_WhileIdle_IsRememberedUntilTheStart()
    {
        using RunState run = Make();
        run.Cancel();
        Assert.Equal((RunPhase.Idle, true), (run.Phase, run.IsCancelled));
        Assert.Throws<RunCancelledException>(() => run.ThrowIfCancelled());
        run.Start();
        Assert.False(run.IsCancelled);
        run.ThrowIfCancelled();
    }

    [Fact]
    public void Start_WhileRunning_IsRefusedOrBeginsAnewAsAsked()
    {
        using RunState run = Make();
        run.Start(StartRule.MayRun);
        Assert.Throws<TransitionRefusedException>(() => run.Start());
        CancellationToken first = run.Token;
        run.Cancel();
        Assert.Throws<TransitionRefusedException>(() => run.Start());
        run.Start(StartRule.MayRun);
        Assert.Equal((RunPhase.Running, false, 2L), (run.Phase, run.IsCancelled, run.Starts));
        Assert.Equal((true, false), (first.IsCancellationRequested, run.Token.IsCancellationRequested));
    }

    [Fact]
    public void Token_OfEachRun_IsCancelledWithItAlone()
    {
        using RunState run = Make();
        run.Start();
        CancellationToken first = run.Token;
        run.Stop();
        run.Start();
        CancellationToken second = run.Token;
        run.Cancel();
        Assert.Equal((false, true), (first.IsCancellationRequested, second.IsCancellationRequested));
    }

    [Fact]
    public void ThrowIfCancelled_Cancelled_ThrowsWithItsMessage()
    {
        using RunState run = Make("crawl");
        run.Start();
        run.ThrowIfCancelled($"not made: {Unwanted()}");
        run.Cancel();
        RunCancelledException plain = Assert.Throws<RunCancelledException>(() => run.ThrowIfCancelled());
        Assert.Equal((ErrorCode.RunCancelled, "crawl"), (plain.Code, plain.Run));
        Assert.Equal("The run 'crawl' was cancelled.", plain.Message);
        Assert.Equal(run.Token, plain.CancellationToken);
        Assert.Equal("no more", Assert.Throws<RunCancelledException>(() => run.ThrowIfCancelled("no more")).Message);
        RunCancelledException formatted = Assert.Throws<RunCancelledException>(
            () => run.ThrowIfCancelled($"stopped at {7}, {7:D4} of {"x"}"));
        Assert.Equal("stopped at 7, 0007 of x", formatted.Message);

        static string Unwanted() => throw new InvalidTimeZoneException();
    }

    [Fact]
    public async Task ThrowIfCancelled_Paused_WaitsForTheResume()
    {
        using RunState run = Make();
        run.Start();
        run.Pause();
        run.Pause();
        Task worker = Task.Run(() => run.ThrowIfCancelled(), Token);
        Task other = run.ThrowIfCancelledAsync(token: Token).AsTask();
        Assert.False(await Ends(worker) || await Ends(other));
        run.Resume();
        await Task.WhenAll(worker, other).WaitAsync(Token);
    }

    [Fact]
    public async Task ThrowIfCancelled_CancelledWhilePaused_Throws()
    {
        using RunState run = Make();
        run.Start();
        run.Pause();
        Task worker = Task.Run(() => run.ThrowIfCancelled("over"), Token);
        Task other = run.ThrowIfCancelledAsync("over", Token).AsTask();
        Assert.False(await Ends(worker) || await Ends(other));
        run.Cancel();
        Assert.Equal("over", (await Assert.ThrowsAsync<RunCancelledException>(() => worker)).Message);
        Assert.Equal("over", (await Assert.ThrowsAsync<RunCancelledException>(() => other)).Message);
    }

    [Fact]
    public async Task ThrowIfCancelled_StoppedWhilePausedAndStartedAgain_GoesOn()
    {
        using RunState run = Make();
        run.Start();
        run.Pause();
        Task worker = Task.Run(() => run.ThrowIfCancelled(), Token);
        Assert.False(await Ends(worker));
        run.Stop();
        await worker.WaitAsync(Token);
        run.Start();
        await Task.Run(() => run.ThrowIfCancelled(), Token).WaitAsync(Token);
    }

    /// <summary>Makes a run that is new.</summary>
    protected abstract RunState Make(string name = "run", RunStateOptions? options = null);

    private static void Fire(RunState run, RunTrigger trigger)
    {
        switch (trigger)
        {
            case RunTrigger.Start:
                run.Start();
                break;
            case RunTrigger.Cancel:
                run.Cancel();
                break;
            case RunTrigger.Pause:
                run.Pause();
                break;
            case RunTrigger.Resume:
                run.Resume();
                break;
            default:
                run.Stop();
                break;
        }
    }

    /// <summary>
    /// Whether it ends although it should wait; a short look that can only miss a defect, never invent one.
    /// </summary>
    private static async Task<bool> Ends(Task task) =>
        await Task.WhenAny(task, Task.Delay(20, Token)) == task;
}
