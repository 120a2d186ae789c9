using Holdfast.Lifecycle.Pools;
using Holdfast.Lifecycle.Resources;

namespace Holdfast.Tests.Lifecycle.Pools;

public sealed class PoolTests
{
    private readonly List<Thing> _made = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, 4)]
    [InlineData(0, 6)]
    [InlineData(2, 2)]
    public void Return_MoreThanMayLieReady_DisposesOfTheSurplus(int? maxIdle, int kept)
    {
        PoolOptions<Thing> options = maxIdle is { } most ? new() { MaxIdle = most } : new();
        Pool<Thing> pool = NewPool(options);
        Pooled<Thing>[] taken = [.. Enumerable.Range(0, 6).Select(_ => pool.Take())];
        Assert.Equal(6, pool.Counters.InUse);
        foreach (Pooled<Thing> one in taken) one.Dispose();
        Assert.Equal((0, kept), (pool.Counters.InUse, pool.Counters.Idle));
        Assert.Equal(6 - kept, _made.Count(thing => thing.IsDisposed));
        Assert.Equal(6 - kept, pool.Counters.Surplus);
    }

    [Fact]
    public void Take_MoreThanMayLieReady_NeverWaits()
    {
        Pool<Thing> pool = NewPool(new() { MaxIdle = 1 });
        for (int i = 1; i <= 50; i++) Assert.Equal(i, pool.Take(TimeSpan.Zero).Value.Number);
    }

    [Fact]
    public void Take_AfterReturns_GivesTheNewestFirst()
    {
        Pool<Thing> pool = NewPool();
        Pooled<Thing>[] taken = [pool.Take(), pool.Take(), pool.Take()];
        foreach (Pooled<Thing> one in taken) one.Dispose();
        Assert.Equal([3, 2, 1], [pool.Take().Value.Number, pool.Take().Value.Number, pool.Take().Value.Number]);
        Assert.Equal((3L, 3L), (pool.Counters.Created, pool.Counters.Reused));
    }

    [Fact]
    public async Task TakeAsync_CancelledDuringTheCheck_KeepsWhatLiesReadyAndMakesNothing()
    {
        PoolLimit limit = new(8);
        using CancellationTokenSource source = new();
        Pool<Thing> pool = NewPool(new()
        {
            Limit = limit,
            IsHealthyAsync = async (_, token) =>
            {
                await source.CancelAsync();
                token.ThrowIfCancellationRequested();
                return true;
            },
        });
        using Reports reports = new(pool);
        Pooled<Thing>[] taken = [.. Enumerable.Range(0, 4).Select(_ => pool.Take())];
        foreach (Pooled<Thing> one in taken) one.Dispose();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pool.TakeAsync(token: source.Token).AsTask());
        PoolCounters after = pool.Counters;
        Assert.Equal((4, 0, 0L, 4L), (after.Idle, after.InUse, after.Unhealthy, after.Created));
        Assert.Equal((0, 0), (limit.InUse, reports.Failures.Count));
        Assert.DoesNotContain(_made, thing => thing.IsDisposed);
        Assert.Equal(4, pool.Take().Value.Number);
    }

    [Fact]
    public async Task TakeAsync_CancelledBeforeAnObjectIsMade_MakesNone()
    {
        using CancellationTokenSource source = new();
        Pool<Thing> pool = NewPool(new()
        {
            IsHealthy = _ =>
            {
                source.Cancel();
                return false;
            },
        });
        pool.Take().Dispose();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pool.TakeAsync(token: source.Token).AsTask());
        Assert.Equal((1L, 1L, 0), (pool.Counters.Created, pool.Counters.Unhealthy, pool.Counters.InUse));
    }

    [Fact]
    public async Task Return_WithAReset_KeepsWhatWasResetAndNothingElse()
    {
        int resets = 0;
        Pool<Thing> pool = NewPool(new()
        {
            MaxInUse = 1,
            Reset = thing => thing.IsSick ? throw new InvalidOperationException("too sick") : ++resets != 2,
        });
        Pooled<Thing> one = pool.Take();
        one.Dispose();
        one.Dispose();
        Assert.Equal((1, 1), (resets, pool.Counters.Idle));
        Pooled<Thing> again = pool.Take();
        ValueTask<Pooled<Thing>> waiting = pool.TakeAsync(token: Token);
        Assert.False(waiting.IsCompleted);
        await again.DisposeAsync();
        using (Pooled<Thing> other = await waiting)
        {
            Assert.Equal((2, true), (other.Value.Number, _made[0].IsDisposed));
            other.Value.IsSick = true;
        }

        Assert.True(_made[1].IsDisposed);
        Assert.Equal((0, 0, 2L), (pool.Counters.InUse, pool.Counters.Idle, pool.Counters.Unhealthy));
        Assert.Equal(3, pool.Take(TimeSpan.Zero).Value.Number);
    }

    [Fact]
    public void Dispose_TwiceOrOfACopy_ReturnsOnceAndEndsTheUse()
    {
        Pool<Thing> pool = NewPool();
        Pooled<Thing> first = pool.Take();
        Pooled<Thing> copy = first;
        first.Dispose();
        first.Dispose();
        Pooled<Thing> second = pool.Take();
        copy.Dispose();
        copy.Discard();
        Assert.Equal(1, second.Value.Number);
        Assert.False(second.Value.IsDisposed);
        Assert.Equal(1, pool.Counters.InUse);
        Assert.Throws<ResourceClosedException>(() => first.Value);
        Assert.Throws<ResourceClosedException>(() => default(Pooled<Thing>).Value);
        Assert.True(first == copy && first != second);
    }

    [Fact]
    public void Use_BodyThrows_ReturnsTheObjectUnlessTheCallerSaysThatItBroke()
    {
        Pool<Thing> pool = NewPool(new() { IsBrokenBy = failure => failure is IOException });
        Assert.Throws<InvalidTimeZoneException>(() => pool.Use(Fail(new InvalidTimeZoneException())));
        Assert.Equal((1, 0L), (pool.Counters.Idle, pool.Counters.Discarded));
        Assert.Throws<IOException>(() => pool.Use(Fail(new IOException())));
        Assert.Equal((0, 1L), (pool.Counters.Idle, pool.Counters.Discarded));
        Assert.True(_made[0].IsDisposed);
        Assert.Equal(2, pool.Use(thing => thing.Number));
    }

    [Fact]
    public async Task UseAsync_BodyThrows_ReturnsTheObjectUnlessTheCallerSaysThatItBroke()
    {
        Pool<Thing> pool = NewPool(new() { IsBrokenBy = failure => failure is IOException });
        Assert.Equal(1, await pool.UseAsync(thing => ValueTask.FromResult(thing.Number), token: Token));
        await Assert.ThrowsAsync<IOException>(async () => await pool.UseAsync<int>(
            async _ =>
            {
                await Task.Yield();
                throw new IOException();
            },
            token: Token));
        Assert.True(_made[0].IsDisposed);
        Assert.Equal((0, 0), (pool.Counters.InUse, pool.Counters.Idle));
    }

    [Fact]
    public void Discard_ByTheUser_DisposesOfItAndMakesRoom()
    {
        Pool<Thing> pool = NewPool(new() { MaxInUse = 1 });
        Pooled<Thing> taken = pool.Take();
        taken.Discard();
        taken.Dispose();
        Assert.True(_made[0].IsDisposed);
        using Pooled<Thing> next = pool.Take(TimeSpan.Zero);
        Assert.Equal(2, next.Value.Number);
    }

    [Fact]
    public void Take_UnhealthyObject_DisposesOfItAndGivesTheNextOne()
    {
        Pool<Thing> pool = NewPool(new() { IsHealthy = thing => !thing.IsSick });
        Pooled<Thing>[] taken = [pool.Take(), pool.Take()];
        taken[1].Value.IsSick = true;
        foreach (Pooled<Thing> one in taken) one.Dispose();
        Assert.Equal(1, pool.Take().Value.Number);
        Assert.Equal(1, pool.Counters.Unhealthy);
        Assert.True(_made[1].IsDisposed);
    }

    [Fact]
    public async Task TakeAsync_CheckThatThrows_CountsAsUnhealthyAndIsReported()
    {
        Pool<Thing> pool = NewPool(new() { IsHealthyAsync = (_, _) => throw new InvalidTimeZoneException() });
        using Reports reports = new(pool);
        (await pool.TakeAsync(token: Token)).Dispose();
        Assert.Equal(2, (await pool.TakeAsync(token: Token)).Value.Number);
        Assert.IsType<InvalidTimeZoneException>(Assert.Single(reports.Failures));
    }

    [Fact]
    public void Idle_ForTooLong_IsDisposedOfOldestFirst()
    {
        SteppedClock clock = new();
        Pool<Thing> pool = NewPool(new() { MaxIdleTime = TimeSpan.FromMinutes(10), TimeProvider = clock });
        Pooled<Thing> first = pool.Take(), second = pool.Take();
        first.Dispose();
        clock.Advance(TimeSpan.FromMinutes(4));
        second.Dispose();
        clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal((true, false), (_made[0].IsDisposed, _made[1].IsDisposed));
        clock.Advance(TimeSpan.FromMinutes(4));
        Assert.True(_made[1].IsDisposed);
        Assert.Equal((0, 2L), (pool.Counters.Idle, pool.Counters.Expired));
        Assert.Equal(0, clock.SetTimers);
        pool.Take().Dispose();
        clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(3L, pool.Counters.Expired);
    }

    [Fact]
    public async Task Create_ThatFails_GivesTheRightToTheNextInLine()
    {
        int calls = 0;
        TaskCompletionSource mayFail = new();
        Pool<Thing> pool = new(
            async token =>
            {
                if (++calls > 1) return new Thing(calls);
                await mayFail.Task.WaitAsync(token);
                throw new InvalidTimeZoneException();
            },
            new() { MaxInUse = 1 });
        Task<Pooled<Thing>> first = pool.TakeAsync(token: Token).AsTask();
        Task<Pooled<Thing>> second = pool.TakeAsync(token: Token).AsTask();
        mayFail.SetResult();
        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => first);
        Assert.Equal(2, (await second.WaitAsync(Token)).Value.Number);
    }

    [Fact]
    public async Task Dispose_EndsWhatIsIdleAtOnceAndWhatIsInUseOnReturn()
    {
        Pool<Thing> pool = NewPool(new() { MaxInUse = 2 });
        Pooled<Thing> used = pool.Take(), idle = pool.Take();
        idle.Dispose();
        Pooled<Thing> again = pool.Take();
        Task<Pooled<Thing>> waiting = pool.TakeAsync(token: Token).AsTask();
        again.Dispose();
        (await waiting.WaitAsync(Token)).Dispose();
        Pooled<Thing> third = pool.Take();
        Task<Pooled<Thing>> inVain = pool.TakeAsync(token: Token).AsTask();
        await pool.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => inVain);
        Assert.Throws<ObjectDisposedException>(() => pool.Take());
        Assert.Throws<ObjectDisposedException>(() => pool.TryTake(out _));
        Assert.DoesNotContain(_made, thing => thing.IsDisposed);
        used.Dispose();
        third.Dispose();
        Assert.All(_made, thing => Assert.True(thing.IsDisposed));
    }

    [Fact]
    public void ToString_SaysWhatItHas()
    {
        Pool<Thing> pool = NewPool(new() { MaxIdle = 7 });
        pool.Take();
        Assert.Equal("Pool<Thing>: 1 in use, 0 idle, at most 7 kept", pool.ToString());
    }

    private static Action<Thing> Fail(Exception failure) => _ => throw failure;

    private Pool<Thing> NewPool(PoolOptions<Thing>? options = null) => new(Make, options);

    private Thing Make()
    {
        _made.Add(new Thing(_made.Count + 1));
        return _made[^1];
    }
}
