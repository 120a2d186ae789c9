using Holdfast.Processes.Coordination;
using Holdfast.Tests.Machines;

namespace Holdfast.Processes.Tests.Coordination;

/// <summary>A claim whose time is over, and that nobody else has taken.</summary>
public sealed class ExpiredClaimTests : IDisposable
{
    private static readonly WorkQueueOptions Timed = new() { ClaimTime = TimeSpan.FromSeconds(10) };

    private readonly FakeClock _clock = new();
    private readonly Home _home;

    public ExpiredClaimTests() => _home = Home.InMemory(new StoreOptions { TimeProvider = _clock });

    // Another one each time: one that has just looked for what it can take back does not look again at once.
    private WorkQueue Queue => _home.State.GetQueue("/queue", Timed);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>
    /// It was taken back by the look for claims to take back, and then refused as not claimed: a lone worker that is
    /// slower than its claims never got anything done.
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task CompleteAndClaim_ItsOwn_IsDone(bool isAsync)
    {
        Queue.EnqueueAll([1, 2, 3]);
        IReadOnlyList<WorkItem> slow = Queue.ClaimMany(1, token: Token);
        IReadOnlyList<WorkItem> forgotten = Queue.ClaimMany(1, token: Token);
        _clock.Advance(TimeSpan.FromSeconds(11));
        IReadOnlyList<WorkItem> next = isAsync
            ? await Queue.CompleteAndClaimAsync(slow, 2, TimeSpan.Zero, Token)
            : Queue.CompleteAndClaim(slow, 2, TimeSpan.Zero, Token);
        Assert.Equal([(2, 2), (3, 1)], next.Select(item => ((int)item.Value, item.Attempt)));
        Assert.Equal(2, (int)Assert.Single(forgotten).Value);
        Assert.Equal(new WorkQueueCounts(0, 2, 0, 0), Queue.Count());
    }

    public void Dispose() => _home.Dispose();
}
