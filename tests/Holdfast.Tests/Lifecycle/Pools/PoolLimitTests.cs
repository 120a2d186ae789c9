using System.Collections.Concurrent;
using Holdfast.Errors;
using Holdfast.Lifecycle.Pools;

namespace Holdfast.Tests.Lifecycle.Pools;

public sealed class PoolLimitTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Take_LimitReached_TimesOutAndCounts()
    {
        Pool<object> pool = NewPool(new() { MaxInUse = 1 });
        using Pooled<object> taken = pool.Take();
        Assert.False(pool.TryTake(out _));
        HoldfastTimeoutException timedOut =
            Assert.Throws<HoldfastTimeoutException>(() => pool.Take(TimeSpan.FromMilliseconds(1)));
        Assert.Equal(ErrorCode.TimedOut, timedOut.Code);
        Assert.Contains("within 1 ms;", timedOut.Message, StringComparison.Ordinal);
        Assert.Equal((1L, 1L), (pool.Counters.Waited, pool.Counters.TimedOut));
        Assert.Throws<ArgumentOutOfRangeException>(() => pool.Take(TimeSpan.FromSeconds(-5)));
    }

    [Fact]
    public async Task TakeAsync_TimeOutByTheClock_LeavesTheLine()
    {
        SteppedClock clock = new();
        PoolLimit limit = new(1);
        Pool<object> pool = NewPool(new() { Limit = limit, TimeProvider = clock });
        Pooled<object> taken = pool.Take();
        Task<Pooled<object>> waiting = pool.TakeAsync(TimeSpan.FromSeconds(30), Token).AsTask();
        Assert.Equal(1, limit.Waiting);
        clock.Advance(TimeSpan.FromSeconds(30));
        await Assert.ThrowsAsync<HoldfastTimeoutException>(() => waiting);
        Assert.Equal((1, 0), (limit.InUse, limit.Waiting));
        taken.Dispose();
        Assert.True(pool.TryTake(out _));
    }

    [Fact]
    public async Task TakeAsync_Cancelled_LeavesTheLine()
    {
        PoolLimit limit = new(1);
        Pool<object> pool = NewPool(new() { Limit = limit });
        Pooled<object> taken = pool.Take();
        using CancellationTokenSource source = new();
        Task<Pooled<object>> first = pool.TakeAsync(token: source.Token).AsTask();
        Task<Pooled<object>> second = pool.TakeAsync(token: Token).AsTask();
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pool.TakeAsync(token: source.Token).AsTask());
        taken.Dispose();
        (await second.WaitAsync(Token)).Dispose();
        Assert.Equal((0, 0), (limit.InUse, limit.Waiting));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task TakeAsync_EndsWhileThePoolIsDisposedOf_GivesBackNoRightThatItNeverHad(bool isCancelled)
    {
        SteppedClock clock = new();
        PoolLimit limit = new(1);
        Pool<object> pool = NewPool(new() { Limit = limit, TimeProvider = clock });
        using Pooled<object> taken = pool.Take();
        using CancellationTokenSource source = new();
        Task<Pooled<object>> waiting = pool.TakeAsync(TimeSpan.FromSeconds(30), source.Token).AsTask();

        // A disposal takes those who wait out of the line, and only then, outside the lock, refuses them.
        List<PoolWaiter> refused;
        lock (limit.Lock)
        {
            refused = limit.TakeWaitersOf(pool);
        }

        if (isCancelled) await source.CancelAsync();
        else clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Single(refused).Refuse(new ObjectDisposedException("pool"));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting);
        Assert.Equal(1, limit.InUse);
    }

    [Fact]
    public async Task TakeAsync_CancelledWhenTheRightWasHandedOver_PassesItOn()
    {
        PoolLimit limit = new(1);
        Pool<object> pool = NewPool(new() { Limit = limit });
        Pooled<object> taken = pool.Take();
        using CancellationTokenSource source = new();
        Task<Pooled<object>> waiting = pool.TakeAsync(token: source.Token).AsTask();
        PoolWaiter? next;
        lock (limit.Lock)
        {
            next = limit.Exit();
        }

        await source.CancelAsync();
        next!.Grant();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(0, limit.InUse);
        GC.KeepAlive(taken);
    }

    [Fact]
    public async Task Take_ManyInLine_AreServedInTheOrderInWhichTheyCame()
    {
        Pool<object> pool = NewPool(new() { MaxInUse = 1 });
        Pooled<object> taken = pool.Take();
        ConcurrentQueue<int> served = new();
        Task[] waiting = [.. Enumerable.Range(0, 20).Select(i => ServeAsync(pool.TakeAsync(token: Token), i))];
        taken.Dispose();
        await Task.WhenAll(waiting).WaitAsync(Token);
        Assert.Equal(Enumerable.Range(0, 20), served);

        async Task ServeAsync(ValueTask<Pooled<object>> taking, int number)
        {
            using Pooled<object> mine = await taking;
            served.Enqueue(number);
        }
    }

    [Fact]
    public async Task Limit_SharedByTwoPools_CountsBothAndServesInOneLine()
    {
        PoolLimit limit = new(2);
        Pool<object> left = NewPool(new() { Limit = limit });
        Pool<string> right = new(() => "right", new PoolOptions<string> { Limit = limit });
        Pooled<object> first = left.Take();
        Pooled<string> second = right.Take();
        Assert.False(left.TryTake(out _));
        Task<Pooled<string>> waitingRight = right.TakeAsync(token: Token).AsTask();
        Task<Pooled<object>> waitingLeft = left.TakeAsync(token: Token).AsTask();
        first.Dispose();
        Pooled<string> third = await waitingRight.WaitAsync(Token);
        Assert.False(waitingLeft.IsCompleted);
        second.Dispose();
        third.Dispose();
        (await waitingLeft.WaitAsync(Token)).Dispose();
        Assert.Equal((0, 0), (limit.InUse, limit.Waiting));
    }

    [Fact]
    public void TakeAndReturn_ManyThreads_NeverGiveOneObjectToTwoUsersNorMoreThanTheLimit()
    {
        int inUse = 0, most = 0;
        Pool<Thing> pool = new(() => new Thing(0), new PoolOptions<Thing> { MaxInUse = 3, MaxIdle = 2 });
        ConcurrentDictionary<Thing, int> users = new();
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Token }, thread =>
        {
            for (int i = 0; i < 2_000; i++)
            {
                Pooled<Thing> taken = pool.Take();
                if (!users.TryAdd(taken.Value, thread) || taken.Value.IsDisposed) Assert.Fail("given to two users");
                int now = Interlocked.Increment(ref inUse);
                if (now > Volatile.Read(ref most)) most = now;
                Interlocked.Decrement(ref inUse);
                users.TryRemove(taken.Value, out _);
                if (i % 10 == 0) taken.Discard();
                else taken.Dispose();
            }
        });
        Assert.InRange(most, 1, 3);
        Assert.Equal(0, pool.Counters.InUse);
        Assert.Equal(pool.Counters.Created, pool.Counters.Discarded + pool.Counters.Surplus + pool.Counters.Idle);
    }

    private static Pool<object> NewPool(PoolOptions<object> options) => new(() => new object(), options);
}
