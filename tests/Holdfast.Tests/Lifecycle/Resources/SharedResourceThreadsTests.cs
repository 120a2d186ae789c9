using Holdfast.Errors;
using Holdfast.Lifecycle.Resources;

namespace Holdfast.Tests.Lifecycle.Resources;

public sealed class SharedResourceThreadsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Open_WhileAnotherThreadStartsUp_ReturnsWhenItIsComplete()
    {
        TaskCompletionSource began = new(), mayEnd = new();
        Lamp lamp = new()
        {
            AtStartUp = _ =>
            {
                began.SetResult();
                return mayEnd.Task;
            },
        };
        Task first = Task.Run(() => lamp.Open(), Token);
        await began.Task.WaitAsync(Token);
        Task second = Task.Run(() => lamp.Open(), Token);
        Task third = lamp.OpenAsync(Token).AsTask();
        Assert.False(second.IsCompleted || third.IsCompleted || lamp.IsOpen);
        mayEnd.SetResult();
        await Task.WhenAll(first, second, third).WaitAsync(Token);
        Assert.Equal((1, 3), (lamp.Lit, lamp.Counters.OpenCount));
    }

    [Fact]
    public async Task OpenAsync_CancelledWhileItWaits_LeavesTheStartUpAlone()
    {
        TaskCompletionSource mayEnd = new();
        Lamp lamp = new() { AtStartUp = _ => mayEnd.Task };
        Task first = lamp.OpenAsync(Token).AsTask();
        using CancellationTokenSource source = new();
        Task second = lamp.OpenAsync(source.Token).AsTask();
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        mayEnd.SetResult();
        await first;
        Assert.Equal(1, lamp.Counters.OpenCount);
    }

    [Fact]
    public async Task Open_AfterTheStartUpOfAnotherFailed_TriesItself()
    {
        TaskCompletionSource mayFail = new();
        Lamp lamp = new();
        lamp.AtStartUp = async _ =>
        {
            lamp.AtStartUp = null;
            await mayFail.Task;
            throw new InvalidTimeZoneException();
        };
        Task first = lamp.OpenAsync(Token).AsTask();
        Task second = lamp.OpenAsync(Token).AsTask();
        mayFail.SetResult();
        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => first);
        await second;
        Assert.Equal((1, 1), (lamp.Lit, lamp.Counters.OpenCount));
    }

    [Fact]
    public void StartUp_OpensItsOwnResource_DoesNotDeadlock()
    {
        Lamp lamp = new();
        lamp.AtStartUp = lamp =>
        {
            lamp.Open();
            using ResourceLease<string> lease = lamp.Lease();
            Assert.Throws<HoldfastOperationException>(() => lease.Value);
            return Task.CompletedTask;
        };
        lamp.Open();
        Assert.Equal((1, 2), (lamp.Lit, lamp.Counters.OpenCount));
        lamp.Close();
        lamp.Close(CloseRule.MustBeFinal);
    }

    [Fact]
    public async Task StartUp_AsynchronousOpensItsOwnResourceOnAnotherThread_DoesNotDeadlock()
    {
        Lamp lamp = new();
        lamp.AtStartUp = async lamp =>
        {
            await Task.Run(() => lamp.Open());
            await Task.Yield();
            await Task.Run(async () => await lamp.OpenAsync());
            lamp.Close();
        };
        await lamp.OpenAsync(Token).AsTask().WaitAsync(TimeSpan.FromMinutes(1), Token);
        Assert.Equal((1, 2), (lamp.Lit, lamp.Counters.OpenCount));
    }

    // These three waited for ever.
    [Fact]
    public async Task StartUp_BlocksOnATaskThatOpens_DoesNotDeadlock()
    {
        Lamp lamp = new();
        lamp.AtStartUp = lamp =>
        {
            Task.Run(() => lamp.Open()).Wait();
            Task.Run(async () => await lamp.OpenAsync()).Wait();
            Task.Run(() => lamp.Close()).Wait();
            return Task.CompletedTask;
        };
        await Task.Run(() => lamp.Open(), Token).WaitAsync(TimeSpan.FromMinutes(1), Token);
        Assert.Equal((1, 2), (lamp.Lit, lamp.Counters.OpenCount));
    }

    [Fact]
    public async Task ShutDown_BlocksOnATaskThatJoins_DoesNotDeadlock()
    {
        Lamp lamp = new()
        {
            AtShutDown = lamp =>
            {
                Task.Run(() => lamp.Join()).Wait();
                return Task.CompletedTask;
            },
        };
        lamp.Open();
        await Task.Run(() => lamp.Close(), Token).WaitAsync(TimeSpan.FromMinutes(1), Token);
        Assert.True(lamp.IsClosed);
    }

    [Fact]
    public async Task ShutDown_BlocksOnATaskThatOpens_IsRefused()
    {
        Lamp lamp = new()
        {
            AtShutDown = lamp =>
            {
                Task.Run(() => lamp.Open()).GetAwaiter().GetResult();
                return Task.CompletedTask;
            },
        };
        lamp.Open();
        HoldfastOperationException refused = await Assert.ThrowsAsync<HoldfastOperationException>(
            () => Task.Run(() => lamp.Close(), Token).WaitAsync(TimeSpan.FromMinutes(1), Token));
        Assert.Equal(ErrorCode.OpenedByShutDown, refused.Code);
    }

    [Fact]
    public async Task StartUp_BeginsAThreadThatOpens_TheThreadWaitsForItsEnd()
    {
        Lamp lamp = new();
        Task<string>? worker = null;
        lamp.AtStartUp = lamp =>
        {
            worker = Task.Run(() =>
            {
                using ResourceLease<string> lease = lamp.Lease();
                return lease.Value;
            });
            Thread.Yield();
            return Task.CompletedTask;
        };
        using (lamp.Lease()) Assert.Equal("light 1", await worker!.WaitAsync(Token));
    }

    [Fact]
    public void StartUp_OpensItsOwnAndFails_VoidsWhatItOpened()
    {
        ResourceLease<string>? stale = null;
        Lamp lamp = new();
        lamp.AtStartUp = lamp =>
        {
            stale = lamp.Lease();
            throw new InvalidTimeZoneException();
        };
        Assert.Throws<InvalidTimeZoneException>(() => lamp.Open());
        lamp.AtStartUp = null;
        lamp.Open();
        stale!.Dispose();
        Assert.Equal(new ResourceCounters(true, 1, 1, 1, 0, 0), lamp.Counters);
    }

    [Fact]
    public async Task ShutDown_JoinsItself_DoesNotDeadlock()
    {
        Lamp lamp = new()
        {
            AtShutDown = async lamp =>
            {
                lamp.Join();
                await Task.Yield();
                await lamp.JoinAsync();
            },
        };
        lamp.Open();
        await lamp.CloseAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(1), Token);
        Assert.True(lamp.IsClosed);
    }

    [Fact]
    public void ShutDown_OpensItself_IsRefused()
    {
        Lamp lamp = new() { AtShutDown = lamp => lamp.OpenAsync().AsTask() };
        lamp.Open();
        Assert.Equal(
            ErrorCode.OpenedByShutDown, Assert.Throws<HoldfastOperationException>(() => lamp.Close()).Code);
        Assert.True(lamp.IsClosed);
    }

    [Fact]
    public async Task Join_BeforeWhileAndAfter_IsRefusedWaitsAndReturns()
    {
        Lamp lamp = new();
        Assert.Equal(ErrorCode.ResourceNotOpened, Assert.Throws<HoldfastOperationException>(() => lamp.Join()).Code);
        lamp.Open();
        Task joined = lamp.JoinAsync(token: Token);
        Assert.Throws<TimeoutException>(() => lamp.Join(TimeSpan.Zero));
        TaskCompletionSource mayEnd = new();
        lamp.AtShutDown = _ => mayEnd.Task;
        Task closing = lamp.CloseAsync().AsTask();
        Assert.True(lamp.IsClosed);
        Assert.False(joined.IsCompleted);
        mayEnd.SetResult();
        await Task.WhenAll(closing, joined).WaitAsync(Token);
        lamp.Join(TimeSpan.Zero);
    }

    [Fact]
    public async Task ShutDown_Throws_ReleasesJoinersAndLeavesItClosed()
    {
        Lamp lamp = new() { AtShutDown = _ => throw new InvalidTimeZoneException() };
        lamp.Open();
        Task joined = lamp.JoinAsync(token: Token);
        Assert.Throws<InvalidTimeZoneException>(() => lamp.Close());
        await joined.WaitAsync(Token);
        Assert.True(lamp.IsClosed);
        lamp.AtShutDown = null;
        using (lamp.Lease()) Assert.Equal(2, lamp.Lit);
    }

    [Fact]
    public async Task Finish_AfterTheFinalClose_ReleasesJoinersOnce()
    {
        Lamp lamp = new() { IsDrained = true };
        Assert.Equal(ErrorCode.FinishRefused, Assert.Throws<HoldfastOperationException>(lamp.Finish).Code);
        lamp.Open();
        Task joined = lamp.JoinAsync(token: Token);
        Assert.Throws<HoldfastOperationException>(lamp.Finish);
        lamp.Close();
        Assert.False(joined.IsCompleted);
        Task late = lamp.JoinAsync(token: Token);
        lamp.Finish();
        await Task.WhenAll(joined, late).WaitAsync(Token);
        lamp.Join(TimeSpan.Zero);
        HoldfastOperationException twice = Assert.Throws<HoldfastOperationException>(lamp.Finish);
        Assert.Contains("finished more than once", twice.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void JoinIfOther_OwnThread_IsANoOp()
    {
        Assert.False(Thread.CurrentThread.JoinIfOther());
        Thread other = new(static () => { });
        other.Start();
        Assert.True(other.JoinIfOther());
        Assert.False(other.IsAlive);
    }

    [Fact]
    public void OpenAndClose_ManyThreads_NeverUseWhatIsNotOpen()
    {
        int alive = 0, most = 0;
        SharedResource<object> resource = SharedResource.Create(
            () =>
            {
                most = Math.Max(most, Interlocked.Increment(ref alive));
                return new object();
            },
            _ => Interlocked.Decrement(ref alive));
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Token }, thread =>
        {
            for (int i = 0; i < 3_000; i++)
            {
                if ((thread + i) % 3 == 0)
                {
                    using ResourceLease<object> lease = resource.Lease();
                    Assert.NotNull(lease.Value);
                    continue;
                }

                resource.Open();
                if (Volatile.Read(ref alive) != 1 || resource.Value is null) Assert.Fail("open, and nothing is there");
                resource.Close();
            }
        });
        Assert.Equal((0, 1), (alive, most));
        ResourceCounters counters = resource.Counters;
        Assert.Equal((0, 0L, counters.StartUps), (counters.OpenCount, counters.Underflows, counters.ShutDowns));
    }
}
