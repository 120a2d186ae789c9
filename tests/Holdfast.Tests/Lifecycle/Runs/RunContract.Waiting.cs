using System.Runtime.CompilerServices;
using Holdfast.Lifecycle.Runs;

namespace Holdfast.Tests.Lifecycle.Runs;

public abstract partial class RunContract
{
    [Fact]
    public void Iterate_Cancelled_EndsBeforeTheNextItem()
    {
        using RunState run = Make();
        run.Start();
        List<int> seen = [];
        Assert.Throws<RunCancelledException>(() =>
        {
            foreach (int item in run.Iterate(Enumerable.Range(1, 10)))
            {
                seen.Add(item);
                if (item == 3) run.Cancel();
            }
        });
        Assert.Equal([1, 2, 3], seen);
        run.Start(StartRule.MayRun);
        Assert.Equal(10, run.Iterate(Enumerable.Range(1, 10)).Count());
    }

    [Fact]
    public async Task IterateAsync_CancelledWhileItWaitsForAnItem_EndsAtOnce()
    {
        using RunState run = Make();
        run.Start();
        List<int> seen = [];
        await Assert.ThrowsAsync<RunCancelledException>(async () =>
        {
            await foreach (int item in run.IterateAsync(OneThenNever(run, Token), Token)) seen.Add(item);
        });
        Assert.Equal([1], seen);

        static async IAsyncEnumerable<int> OneThenNever(
            RunState run, [EnumeratorCancellation] CancellationToken token)
        {
            yield return 1;
            run.Cancel();
            await Task.Delay(Timeout.Infinite, token);
        }
    }

    // It waited for the item.
    [Fact]
    public async Task IterateAsync_CancelledAndItemsIgnoreTheirToken_EndsAtOnceAndDisposesOfThemLater()
    {
        using RunState run = Make();
        run.Start();
        TaskCompletionSource mayGoOn = new(), disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<RunCancelledException> ended = Assert.ThrowsAsync<RunCancelledException>(async () =>
        {
            await foreach (int item in run.IterateAsync(Stubborn(), Token)) Assert.Equal(1, item);
        });
        await ended.WaitAsync(TimeSpan.FromMinutes(1), Token);
        Assert.False(disposed.Task.IsCompleted);
        mayGoOn.SetResult();
        await disposed.Task.WaitAsync(TimeSpan.FromMinutes(1), Token);

        async IAsyncEnumerable<int> Stubborn()
        {
            try
            {
                yield return 1;
                _ = Task.Run(run.Cancel, Token);
                await mayGoOn.Task;
                yield return 2;
            }
            finally
            {
                disposed.SetResult();
            }
        }
    }

    [Fact]
    public async Task IterateAsync_CancelledAndItemsObey_EndsAfterThem()
    {
        using RunState run = Make();
        run.Start();
        bool isDisposed = false;
        await Assert.ThrowsAsync<RunCancelledException>(async () =>
        {
            await foreach (int item in run.IterateAsync(Obedient(run, Token), Token)) Assert.Fail("There is none.");
        });
        Assert.True(isDisposed);

        async IAsyncEnumerable<int> Obedient(RunState run, [EnumeratorCancellation] CancellationToken token)
        {
            try
            {
                _ = Task.Run(run.Cancel, Token);
                await Task.Delay(Timeout.Infinite, token);
                yield return 1;
            }
            finally
            {
                isDisposed = true;
            }
        }
    }

    [Fact]
    public async Task Delay_Cancelled_EndsAtOnce()
    {
        using RunState run = Make();
        run.Start();
        Task worker = Task.Run(() => run.Delay(TimeSpan.FromDays(2), TimeSpan.FromSeconds(30)), Token);
        Task other = run.DelayAsync(TimeSpan.FromDays(2), token: Token);
        run.Cancel();
        await Assert.ThrowsAsync<RunCancelledException>(() => worker.WaitAsync(Token));
        await Assert.ThrowsAsync<RunCancelledException>(() => other.WaitAsync(Token));
    }

    [Fact]
    public async Task Delay_ByTheClock_EndsWhenItsTimeIsOverAndTheRunGoesOn()
    {
        using RunState run = Make();
        run.Start();
        await run.DelayAsync(TimeSpan.Zero, token: Token);
        Task worker = run.DelayAsync(TimeSpan.FromSeconds(10), token: Token);
        Clock.Advance(TimeSpan.FromSeconds(9));
        Assert.False(worker.IsCompleted);
        run.Pause();
        Clock.Advance(TimeSpan.FromSeconds(9));
        Assert.False(await Ends(worker));
        run.Resume();
        await worker.WaitAsync(Token);
        using CancellationTokenSource source = new();
        Task other = run.DelayAsync(TimeSpan.FromSeconds(10), token: source.Token);
        await source.CancelAsync();
        OperationCanceledException ended = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => other);
        Assert.IsNotType<RunCancelledException>(ended);
    }

    [Fact]
    public void Delay_NegativeTimeOrStepOfNothing_IsRefused()
    {
        using RunState run = Make();
        Assert.Throws<ArgumentOutOfRangeException>(() => run.Delay(TimeSpan.FromSeconds(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => run.Delay(TimeSpan.FromSeconds(1), TimeSpan.Zero));
    }

    [Fact]
    public void Poll_SaysCancelled_LatchesUntilTheNextStart()
    {
        bool isWanted = false;
        using RunState run = Make(options: new RunStateOptions { TimeProvider = Clock, Poll = () => isWanted });
        run.Start();
        Assert.False(run.IsCancelled);
        run.ThrowIfCancelled();
        isWanted = true;
        Assert.Throws<RunCancelledException>(() => run.ThrowIfCancelled());
        isWanted = false;
        Assert.True(run.IsCancelled);
        Assert.True(run.Token.IsCancellationRequested);
        Assert.Equal(RunPhase.Running, run.Phase);
        run.Start(StartRule.MayRun);
        Assert.False(run.IsCancelled);
    }

    [Fact]
    public async Task Delay_WithAPoll_AsksInSteps()
    {
        int asked = 0;
        using RunState run = Make(options: new RunStateOptions { TimeProvider = Clock, Poll = () => ++asked > 3 });
        run.Start();
        Task worker = run.DelayAsync(TimeSpan.FromDays(1), TimeSpan.FromSeconds(1), Token);
        while (!worker.IsCompleted)
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await Assert.ThrowsAsync<RunCancelledException>(() => worker);
        Assert.Equal(4, asked);
    }
}
