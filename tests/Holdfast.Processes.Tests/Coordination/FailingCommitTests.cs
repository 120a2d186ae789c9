using Holdfast.Errors;
using Holdfast.Processes.Coordination;
using Holdfast.Tests.Machines;

namespace Holdfast.Processes.Tests.Coordination;

/// <summary>
/// Steps whose commits fail, here because another's exclusive function outlasts their time: what a living process
/// leaves in a record, nobody else may take away.
/// </summary>
public sealed class FailingCommitTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly FakeClock _clock = new();
    private readonly Home _home;

    public FailingCommitTests() => _home = Home.InMemory(
        new StoreOptions { TimeProvider = _clock, Timeout = TimeSpan.FromMilliseconds(20) });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private State State => _home.State;

    private DistributedLock Lock => State.GetLock("/lock");

    public void Dispose() => _home.Dispose();

    /// <summary>The hold said that it was given back, the record that it was held: nobody ever had it again.</summary>
    [Fact]
    public void Release_CommitFails_IsHeldAndCanBeReleasedAgain()
    {
        Hold hold = Lock.Take(token: Token);
        using (Refuse()) Assert.Throws<HoldfastTimeoutException>(() => hold.Release());
        Assert.True(hold.IsHeld);
        Assert.True(hold.Release());
        Assert.False(State.Exists("/lock"));
        Assert.False(hold.Release());
    }

    [Fact]
    public async Task ReleaseAsync_Cancelled_IsHeldAndGivenBackByDispose()
    {
        Hold hold = Lock.Take(token: Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => hold.ReleaseAsync(new CancellationToken(canceled: true)));
        Assert.True(hold.IsHeld);
        Assert.False(hold.Lost.IsCancellationRequested);
        await hold.DisposeAsync();
        Assert.Null(Lock.GetHolder());
        Assert.False(hold.Lost.IsCancellationRequested);
    }

    [Fact]
    public void Release_CommitFails_LeaseIsStillRenewed()
    {
        Lease lease = State.GetLease("/lease", TimeSpan.FromSeconds(10));
        using Hold hold = lease.Take(token: Token);
        using (Refuse()) Assert.Throws<HoldfastTimeoutException>(() => hold.Release());
        _clock.Advance(TimeSpan.FromSeconds(60));
        Assert.True(hold.IsHeld);
        Assert.False(hold.Lost.IsCancellationRequested);
    }

    [Fact]
    public void Dispose_CommitFails_IsGivenBackLater()
    {
        Hold hold = Lock.Take(token: Token);
        using (Refuse()) Assert.Throws<HoldfastTimeoutException>(hold.Dispose);
        Assert.False(hold.IsHeld);
        _clock.Advance(LateCommit.FirstRest);
        Assert.Null(Lock.GetHolder());
        Assert.False(State.Exists("/lock"));
    }

    [Fact]
    public void Dispose_InsideAnAtomicFunction_IsGivenBackAfterIt()
    {
        using Home home = Home.InMemory();
        DistributedLock @lock = home.State.GetLock("/lock");
        Hold hold = @lock.Take(token: Token);
        home.State.Atomic(_ => { Assert.Throws<HoldfastOperationException>(hold.Dispose); });
        Assert.True(SpinWait.SpinUntil(() => @lock.GetHolder() is null, Patience));
    }

    /// <summary>The next release let through one who had gone, and nobody ever gave it back.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TakeAsync_CancelledAndWithdrawalFails_LeavesTheLineLater(bool isLetThrough)
    {
        Hold hold = Lock.Take(token: Token);
        using CancellationTokenSource source = new();
        Task<Hold> waiting = Lock.TakeAsync(null, source.Token);
        await State.WhenAvailableAsync("/lock/queue", Patience, Token);
        using (Refuse())
        {
            await source.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Patience, Token));
        }

        Assert.Equal(1, Lock.WaiterCount);
        if (isLetThrough) hold.Dispose();
        _clock.Advance(LateCommit.FirstRest);
        Assert.Equal(0, Lock.WaiterCount);
        Assert.Equal(isLetThrough, Lock.GetHolder() is null);
        hold.Dispose();
        Assert.False(State.Exists("/lock"));
    }

    [Fact]
    public async Task MeetAsync_CancelledAndLeavingFails_LeavesLater()
    {
        DistributedBarrier barrier = State.GetBarrier("/barrier", 2);
        using CancellationTokenSource source = new();
        Task<long> waiting = barrier.MeetAsync(null, source.Token);
        await State.WhenAvailableAsync("/barrier/here", Patience, Token);
        using (Refuse())
        {
            await source.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Patience, Token));
        }

        Assert.Equal(1, barrier.HereCount);
        _clock.Advance(LateCommit.FirstRest);
        Assert.Equal(0, barrier.HereCount);
    }

    [Fact]
    public async Task Begin_StillRefused_IsTriedAgainAfterALongerRest()
    {
        Hold hold = Lock.Take(token: Token);
        using (Refuse())
        {
            await Assert.ThrowsAsync<HoldfastTimeoutException>(async () => await hold.DisposeAsync());
            _clock.Advance(LateCommit.FirstRest);
        }

        _clock.Advance(LateCommit.FirstRest);
        Assert.NotNull(Lock.GetHolder());
        _clock.Advance(LateCommit.FirstRest);
        Assert.Null(Lock.GetHolder());
    }

    /// <summary>With nothing to claim, the items were ended first, for as long as that took.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task CompleteAndClaim_NothingReadyAndNoCommitInTime_EndsWithTheTimeAndChangesNothing(bool isAsync)
    {
        using Home home = Home.InMemory(new StoreOptions { Timeout = Timeout.InfiniteTimeSpan });
        WorkQueue queue = home.State.GetQueue("/queue");
        queue.Enqueue(1);
        IReadOnlyList<WorkItem> done = queue.ClaimMany(1, token: Token);
        TimeSpan time = TimeSpan.FromMilliseconds(20);
        using (new Exclusion(home.State.Fork()))
        {
            Task waiting = isAsync
                ? queue.CompleteAndClaimAsync(done, 1, time, Token)
                : Task.Run(() => queue.CompleteAndClaim(done, 1, time, Token), Token);
            await Assert.ThrowsAsync<HoldfastTimeoutException>(() => waiting.WaitAsync(Patience, Token));
        }

        Assert.Equal(new WorkQueueCounts(0, 1, 0, 0), queue.Count());
        queue.Complete(done);
        Assert.Equal(new WorkQueueCounts(0, 0, 0, 0), queue.Count());
    }

    /// <summary>Lets no commit through until it is disposed of.</summary>
    private Exclusion Refuse() => new(State.Fork());
}
