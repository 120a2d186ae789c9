using Holdfast.Errors;
using Holdfast.Processes.Coordination;

namespace Holdfast.Processes.Tests.Coordination;

public abstract class MeetingTests(Home home) : CoordinationTest(home)
{
    private DistributedBarrier Barrier => State.GetBarrier("/barrier", 3);

    private Countdown Countdown => State.GetCountdown("/countdown");

    [Fact]
    public async Task MeetAsync_AllCome_GoOnTogetherRoundAfterRound()
    {
        int there = 0;
        Task[] all = [.. Enumerable.Range(0, 3).Select(_ => Task.Run(
            async () =>
            {
                DistributedBarrier barrier = Barrier;
                for (int round = 0; round < 20; round++)
                {
                    Interlocked.Increment(ref there);
                    Assert.Equal(round, await barrier.MeetAsync(Patience, Token));
                    Assert.InRange(Volatile.Read(ref there), 3 * (round + 1), 3 * (round + 2));
                }
            },
            Token))];
        await Task.WhenAll(all);
        Assert.Equal(0, Barrier.HereCount);
    }

    [Fact]
    public async Task MeetAsync_OneWaitsTooLong_BreaksItForAllAndTheNextRoundIsWhole()
    {
        Task<long> other = Barrier.MeetAsync(Patience, Token);
        HoldfastTimeoutException late = Assert.Throws<HoldfastTimeoutException>(
            () => Barrier.Meet(TimeSpan.FromMilliseconds(10), Token));
        Assert.Equal(ErrorCode.BarrierTimedOut, late.Code);
        HoldfastOperationException broken = await Assert.ThrowsAsync<HoldfastOperationException>(() => other);
        Assert.Equal(ErrorCode.BarrierBroken, broken.Code);
        long[] rounds = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Barrier.MeetAsync(Patience, Token)));
        Assert.Equal([1, 1, 1], rounds);
    }

    [Fact]
    public async Task MeetAsync_Cancelled_BreaksIt()
    {
        using CancellationTokenSource source = new();
        Task<long> first = Barrier.MeetAsync(null, source.Token);
        Task<long> second = Barrier.MeetAsync(Patience, Token);
        Assert.True(SpinWait.SpinUntil(() => Barrier.HereCount == 2, Patience));
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Equal(
            ErrorCode.BarrierBroken, (await Assert.ThrowsAsync<HoldfastOperationException>(() => second)).Code);
    }

    [Fact]
    public void Meet_OtherCount_IsRefused()
    {
        State.GetBarrier("/barrier", 1).Meet(Patience, Token);
        Assert.Equal(
            ErrorCode.CountDiffers,
            Assert.Throws<HoldfastOperationException>(() => Barrier.Meet(Patience, Token)).Code);
    }

    [Fact]
    public async Task WaitAsync_AllSignal_GoesOnAtZero()
    {
        Countdown.Set(2);
        Task waiting = Countdown.WaitAsync(Patience, Token);
        Assert.False(Countdown.Signal());
        Assert.False(waiting.IsCompleted);
        Countdown.Raise();
        Assert.True(Countdown.Signal(2));
        await waiting;
        Assert.Equal(0, Countdown.Rest);
        Countdown.Wait(TimeSpan.Zero, Token);
    }

    [Fact]
    public async Task SignalAsync_AndRaiseAsync_AreThoseThatBlock()
    {
        Countdown.Set(1);
        await Countdown.RaiseAsync(2, Token);
        Assert.False(await Countdown.SignalAsync(2, Token));
        HoldfastOperationException over = await Assert.ThrowsAsync<HoldfastOperationException>(
            () => Countdown.SignalAsync(2, Token));
        Assert.Equal(ErrorCode.CountdownOver, over.Code);
        Assert.Equal(1, Countdown.Rest);
        Assert.True(await Countdown.SignalAsync(token: Token));
        over = await Assert.ThrowsAsync<HoldfastOperationException>(() => Countdown.RaiseAsync(token: Token));
        Assert.Equal(ErrorCode.CountdownOver, over.Code);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Countdown.SignalAsync(1, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Signal_MoreThanIsLeft_IsRefused()
    {
        Assert.True(Countdown.TrySet(1));
        Assert.False(Countdown.TrySet(5));
        Assert.Equal(
            ErrorCode.CountdownOver, Assert.Throws<HoldfastOperationException>(() => Countdown.Signal(2)).Code);
        Assert.Equal(1, Countdown.Rest);
        Countdown.Signal();
        Assert.Equal(ErrorCode.CountdownOver, Assert.Throws<HoldfastOperationException>(() => Countdown.Raise()).Code);
    }

    [Fact]
    public void Wait_NotAtZeroInTime_SaysWhatIsLeft()
    {
        Countdown.Set(3);
        HoldfastTimeoutException late = Assert.Throws<HoldfastTimeoutException>(
            () => Countdown.Wait(TimeSpan.FromMilliseconds(10), Token));
        Assert.Equal(ErrorCode.CountdownTimedOut, late.Code);
        Assert.Contains("3 is left", late.Message, StringComparison.Ordinal);
    }
}

public sealed class MemoryMeetingTests() : MeetingTests(Home.InMemory());

public sealed class FolderMeetingTests() : MeetingTests(Home.InFolder());
