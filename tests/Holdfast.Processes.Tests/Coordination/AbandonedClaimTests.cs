using Holdfast.Processes.Coordination;

namespace Holdfast.Processes.Tests.Coordination;

/// <summary>Claims that nobody knows of: their commit stands, and the call that made it has failed.</summary>
public sealed class AbandonedClaimTests : IDisposable
{
    private readonly Home _home = Home.InMemory();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private WorkQueue Queue => _home.State.GetQueue("/queue");

    [Fact]
    public void Abandon_ClaimsOfOneCall_AreReadyAgainAndWereNoAttempt()
    {
        WorkQueue queue = Queue;
        queue.EnqueueAll([1, 2, 3]);
        IReadOnlyList<WorkItem> lost = queue.ClaimMany(2, TimeSpan.Zero, Token);
        WorkItem kept = queue.TryClaim()!;
        _home.State.Atomic(transaction => queue.Rules.Abandon(transaction, lost[0].Holder));
        IReadOnlyList<WorkItem> again = Queue.ClaimMany(9, TimeSpan.Zero, Token);
        Assert.Equal([1, 2], again.Select(item => (int)item.Value));
        Assert.All(again, item => Assert.Equal(1, item.Attempt));
        kept.Complete();
    }

    [Fact]
    public async Task Abandon_OthersWaitForAnItem_WakesThem()
    {
        WorkQueue queue = Queue;
        queue.Enqueue(1);
        WorkItem lost = queue.TryClaim()!;
        Task<WorkItem> waiting = Queue.ClaimAsync(TimeSpan.FromSeconds(30), Token);
        _home.State.Atomic(transaction => queue.Rules.Abandon(transaction, lost.Holder));
        Assert.Equal(lost.Id, (await waiting).Id);
    }

    [Fact]
    public async Task ClaimAsync_Cancelled_LeavesNoClaim()
    {
        using CancellationTokenSource source = new();
        Task<WorkItem> waiting = Queue.ClaimAsync(timeout: null, source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Queue.Enqueue(1);
        Assert.Equal(0, Queue.Count().Claimed);
    }

    public void Dispose() => _home.Dispose();
}
