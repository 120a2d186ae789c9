using Holdfast.Errors;
using Holdfast.Processes.Coordination;

namespace Holdfast.Processes.Tests.Coordination;

/// <summary>
/// Calls with a time, while another's exclusive function goes on for longer and commits may wait without end: each ends
/// before that function does, where it waited for it.
/// </summary>
public sealed class TotalTimeTests() : CoordinationTest(Home.InMemory(
    new StoreOptions { Timeout = Timeout.InfiniteTimeSpan }))
{
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(50);

    /// <summary>Long enough to see the caller in line, and to begin the exclusive function.</summary>
    private static readonly TimeSpan LineLimit = TimeSpan.FromSeconds(2);

    private DistributedLock Lock => State.GetLock("/lock");

    private DistributedBarrier Barrier => State.GetBarrier("/barrier", 2);

    [Fact]
    public Task Meet_NoCommitInTime_EndsWithItsTime() => TimesOutAsync(() => Barrier.Meet(Limit, Token));

    [Fact]
    public Task MeetAsync_NoCommitInTime_EndsWithItsTime() =>
        TimesOutAsync(() => Barrier.MeetAsync(Limit, Token).GetAwaiter().GetResult());

    [Fact]
    public Task TryTake_NoCommit_EndsSoon() => TimesOutAsync(() => Lock.TryTake());

    [Fact]
    public Task Take_NoTimeAndNoCommit_EndsSoon() => TimesOutAsync(() => Lock.Take(TimeSpan.Zero, Token));

    [Fact]
    public async Task TryClaim_NoCommit_EndsSoon()
    {
        State.GetQueue("/queue").Enqueue(1);
        await TimesOutAsync(() => State.GetQueue("/queue").TryClaim());
        Assert.Equal(1, State.GetQueue("/queue").Count().Ready);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Take_CannotLeaveTheLineInTime_EndsAndLeavesItLater(bool isAsync)
    {
        using Hold hold = Lock.Take(token: Token);
        Task<Hold> waiting = isAsync
            ? Lock.TakeAsync(LineLimit, Token)
            : Task.Run(() => Lock.Take(LineLimit, Token), Token);
        AwaitLine("/lock", 1);
        using (new Exclusion(State.Fork()))
            await Assert.ThrowsAsync<HoldTimeoutException>(() => waiting.WaitAsync(Patience, Token));
        Assert.True(SpinWait.SpinUntil(() => Lock.WaiterCount == 0, Patience));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Meet_CannotLeaveInTime_EndsAndLeavesLater(bool isAsync)
    {
        Task<long> waiting = isAsync
            ? Barrier.MeetAsync(LineLimit, Token)
            : Task.Run(() => Barrier.Meet(LineLimit, Token), Token);
        Assert.True(SpinWait.SpinUntil(() => Barrier.HereCount == 1, Patience));
        using (new Exclusion(State.Fork()))
        {
            HoldfastTimeoutException late = await Assert.ThrowsAsync<HoldfastTimeoutException>(
                () => waiting.WaitAsync(Patience, Token));
            Assert.Equal(ErrorCode.BarrierTimedOut, late.Code);
        }

        Assert.True(SpinWait.SpinUntil(() => Barrier.HereCount == 0, Patience));
    }

    private async Task TimesOutAsync(Action call)
    {
        using Exclusion exclusion = new(State.Fork());
        HoldfastTimeoutException late = await Assert.ThrowsAsync<HoldfastTimeoutException>(
            () => Task.Run(call, Token).WaitAsync(Patience, Token));
        Assert.Equal(ErrorCode.TimedOut, late.Code);
    }
}
