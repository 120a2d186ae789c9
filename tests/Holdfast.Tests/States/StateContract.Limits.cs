using Holdfast.Errors;

namespace Holdfast.Tests.States;

/// <content>Times, closing, cancelling, and who waits for whom.</content>
public abstract partial class StateContract
{
    [Theory]
    [InlineData(-2)]
    [InlineData(-5000)]
    public async Task NextAsync_NegativeTime_IsRefused(int milliseconds)
    {
        using Watch watch = Shop.Watch();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            async () => await watch.NextAsync(TimeSpan.FromMilliseconds(milliseconds), TestToken));
    }

    [Fact]
    public async Task NextAsync_HugeTime_WaitsAndIsWoken()
    {
        int value = 0;
        foreach (TimeSpan huge in new[] { TimeSpan.MaxValue, TimeSpan.FromDays(60), TimeSpan.FromDays(24.9) })
        {
            using Watch watch = Shop.Watch("/a");
            ValueTask<Commit> next = watch.NextAsync(huge, TestToken);
            Revision revision = Shop.Set("/a", ++value, new() { Timeout = huge });

            Assert.Equal(revision, (await next.AsTask().WaitAsync(Patience, TestToken)).Revision);
        }

        Shop.Exclusive(tx => tx["/a"] = 9, new() { Timeout = TimeSpan.MaxValue });
        Assert.Equal(9, (await Shop.WhenEqualAsync("/a", 9, TimeSpan.MaxValue, TestToken)).Get<int>("/a"));
    }

    [Fact]
    public async Task NextAsync_ZeroTime_TakesWhatIsThereAndDoesNotWait()
    {
        using Watch watch = Shop.Watch("/a");
        Shop["/b"] = 1;
        Shop["/b"] = 2;
        Shop["/a"] = 3;

        Assert.Equal(3, (await watch.NextAsync(TimeSpan.Zero, TestToken)).After.Get<int>("/a"));
        await Assert.ThrowsAsync<HoldfastTimeoutException>(async () => await watch.NextAsync(TimeSpan.Zero, TestToken));
        await Assert.ThrowsAsync<HoldfastTimeoutException>(
            async () => await watch.NextAsync(TimeSpan.FromMilliseconds(0.2), TestToken));
    }

    [Fact]
    public async Task NextAsync_OnlyOthersChange_IsOverInTime()
    {
        using var stop = new CancellationTokenSource();
        Task busy = Task.Factory.StartNew(
            () =>
            {
                for (int number = 0; !stop.IsCancellationRequested; number++)
                {
                    Shop["/b"] = number;
                }
            },
            TestToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        using Watch watch = Shop.Watch(new WatchOptions { Where = _ => false });

        // The predicate's watch is on everything, so each commit wakes it and none is delivered.
        await Assert.ThrowsAsync<HoldfastTimeoutException>(
            () => watch.NextAsync(TimeSpan.FromMilliseconds(100), TestToken).AsTask().WaitAsync(Patience, TestToken));
        await stop.CancelAsync();
        await busy;
    }

    [Fact]
    public async Task SetAsync_CancelledWhileAnotherHasTheTurn_EndsAtOnceAndIsNotCommitted()
    {
        using var cancel = new CancellationTokenSource();
        Task<Revision>? late = null;
        await Shop.ExclusiveAsync(
            async tx =>
            {
                tx["/a"] = 1;
                using (ExecutionContext.SuppressFlow())
                {
                    late = Task.Run(async () => await Shop.SetAsync("/a", 2, token: cancel.Token), TestToken);
                }

                await cancel.CancelAsync();
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => late.WaitAsync(Patience, TestToken));
            },
            token: TestToken);

        Shop["/b"] = 1;
        Assert.Equal(1, Shop.Get<int>("/a"));
        Assert.Equal(new Revision(2), Shop.Revision);
    }

    [Fact]
    public async Task SetAsync_AlreadyCancelled_IsCancelledAndNotCommitted()
    {
        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await Shop.SetAsync("/a", 2, token: cancel.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Shop.AtomicAsync(
                tx =>
                {
                    tx["/a"] = 1;
                    return Task.CompletedTask;
                },
                token: cancel.Token));
        Shop["/b"] = 1;
        Assert.False(Shop.Exists("/a"));
    }

    [Fact]
    public async Task SetAsync_ThousandsWhileAnotherHasTheTurn_CostNoThreads()
    {
        var waiting = new List<Task<Committed<Value>>>();
        Task exclusive = Shop.ExclusiveAsync(
            async tx =>
            {
                using (ExecutionContext.SuppressFlow())
                {
                    for (int number = 0; number < 2000; number++)
                    {
                        waiting.Add(Task.Run(async () => await Shop.AddAsync("/n", 1), TestToken));
                    }
                }

                // Each needs a thread of the pool to go on; if the waiting blocked them, this would take minutes.
                for (int pause = 0; pause < 20; pause++)
                {
                    await Task.Delay(1, TestToken);
                }

                tx["/n"] = 1000;
            },
            token: TestToken);

        await exclusive.WaitAsync(Patience, TestToken);
        await Task.WhenAll(waiting).WaitAsync(Patience, TestToken);
        Assert.Equal(3000, Shop.Get<int>("/n"));
    }

    [Fact]
    public async Task SetAsync_TimeIsOverWhileAnotherHasTheTurn_IsNotCommittedLater()
    {
        await Shop.ExclusiveAsync(
            async tx =>
            {
                tx["/a"] = 1;
                Task<Revision> late;
                using (ExecutionContext.SuppressFlow())
                {
                    late = Task.Run(
                        async () => await Shop.SetAsync("/a", 2, new() { Timeout = TimeSpan.FromMilliseconds(20) }),
                        TestToken);
                }

                await Assert.ThrowsAsync<HoldfastTimeoutException>(() => late.WaitAsync(Patience, TestToken));
            },
            token: TestToken);

        Shop["/b"] = 1;
        Assert.Equal(1, Shop.Get<int>("/a"));
        Assert.Equal(new Revision(2), Shop.Revision);
    }

    [Fact]
    public async Task Dispose_WhileWritersWait_EndsThemAsDisposed()
    {
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var leave = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task exclusive = Shop.ExclusiveAsync(async _ =>
        {
            entered.SetResult();
            await leave.Task;
        }, token: TestToken);
        await entered.Task.WaitAsync(Patience, TestToken);
        Task[] waiting =
        [
            Task.Factory.StartNew(
                () => Shop.Set("/a", 1), TestToken, TaskCreationOptions.LongRunning, TaskScheduler.Default),
            Task.Factory.StartNew(
                () => Shop.Exclusive(_ => { }), TestToken, TaskCreationOptions.LongRunning, TaskScheduler.Default),
            Shop.SetAsync("/a", 2, token: TestToken).AsTask(),
            Shop.ExclusiveAsync(_ => Task.CompletedTask, token: TestToken),
            Shop.AtomicAsync(async tx =>
            {
                await Task.Yield();
                tx["/a"] = 3;
            }, token: TestToken),
        ];

        Store.Dispose();

        foreach (Task one in waiting)
        {
            await Assert.ThrowsAsync<ObjectDisposedException>(() => one.WaitAsync(Patience, TestToken));
        }

        leave.SetResult();
        await exclusive.WaitAsync(Patience, TestToken).ContinueWith(_ => { }, TaskScheduler.Default);
    }

    [Fact]
    public async Task Remove_WhileAWatchWaits_EndsItWithACodedError()
    {
        Shop["/a"] = 1;
        using Watch watch = Shop.Watch();
        Task<Commit> next = watch.NextAsync(token: TestToken).AsTask();

        Assert.True(Store.Remove("shop"));

        Exception end = await Assert.ThrowsAnyAsync<Exception>(() => next.WaitAsync(Patience, TestToken));
        Assert.IsAssignableFrom<IHoldfastError>(end);
    }

    [Fact]
    public void Remove_ThenUseAnOldHandle_BeginsAnew()
    {
        Shop["/a"] = 1;
        Store.Remove("shop");

        Assert.False(Shop.Exists("/a"));
        Shop["/b"] = 2;
        Assert.Equal("""{"b":2}""", Store.GetState("shop").Snapshot().ToString());
        Assert.Equal("""{"b":2}""", Shop.Snapshot().ToString());
    }

    [Fact]
    public void Remove_NamespaceWithReader_ReaderBeginsAnew()
    {
        for (int number = 0; number < 5; number++)
        {
            Shop["/a"] = number;
        }

        using (Watch first = Shop.Watch(new WatchOptions { Reader = "mail", From = new Revision(1) }))
        {
            for (int number = 0; number < 5; number++)
            {
                first.Next(Patience);
            }

            Assert.Throws<HoldfastTimeoutException>(() => first.Next(TimeSpan.Zero));
        }

        Store.Remove("shop");
        State again = Store.GetState("shop");
        again["/b"] = 1;
        using Watch second = again.Watch(new WatchOptions { Reader = "mail", From = new Revision(1) });
        Assert.Equal(1, second.Next(Patience).After.Get<int>("/b"));
    }

    [Fact]
    public void GoLive_NamedReader_KeepsThePlace()
    {
        Shop["/a"] = 1;
        Shop["/a"] = 2;
        var options = new WatchOptions { Reader = "mail", From = new Revision(1) };
        using (Watch first = Shop.Watch(options))
        {
            Assert.Equal(1, first.Next(Patience).After.Get<int>("/a"));
            first.GoLive();
            Assert.Throws<HoldfastTimeoutException>(() => first.Next(TimeSpan.Zero));
        }

        using Watch second = Shop.Watch(options);
        Assert.Throws<HoldfastTimeoutException>(() => second.Next(TimeSpan.Zero));
    }
}
