using Holdfast.Errors;
using Holdfast.Processes.Coordination;

namespace Holdfast.Processes.Tests.Coordination;

/// <content>Ending items and claiming the next ones in one commit.</content>
public abstract partial class WorkQueueTests
{
    private static async Task<IReadOnlyList<WorkItem>> Exchange(
        WorkQueue queue, IReadOnlyList<WorkItem> done, int most, bool isAsync) => isAsync
            ? await queue.CompleteAndClaimAsync(done, most, TimeSpan.Zero, Token)
            : queue.CompleteAndClaim(done, most, TimeSpan.Zero, Token);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task CompleteAndClaim_ItemsAndMoreThatAreReady_IsOneCommit(bool isAsync)
    {
        WorkQueue queue = Queue;
        queue.EnqueueAll([1, 2, 3, 4, 5]);
        IReadOnlyList<WorkItem> first = queue.ClaimMany(2, token: Token);
        long before = State.Revision.Number;
        IReadOnlyList<WorkItem> next = await Exchange(queue, first, 2, isAsync);
        Assert.Equal(before + 1, State.Revision.Number);
        Assert.Equal([3, 4], next.Select(item => (int)item.Value));
        Assert.All(next, item => Assert.Equal(State.Revision, item.FencingToken));
        Assert.Equal(new WorkQueueCounts(1, 2, 0, 0), queue.Count());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task CompleteAndClaim_NothingReady_EndsTheItems(bool isAsync)
    {
        WorkQueue queue = Queue;
        queue.Enqueue(1);
        Assert.Empty(await Exchange(queue, queue.ClaimMany(2, token: Token), 2, isAsync));
        Assert.Equal(new WorkQueueCounts(0, 0, 0, 0), queue.Count());
    }

    // Workers that always find more to claim never looked at what had come back or had rested long enough.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task CompleteAndClaim_ADelayedItemIsDue_MakesItReady(bool isAsync)
    {
        Queue.EnqueueAll([1, 2]);
        IReadOnlyList<WorkItem> first = Queue.ClaimMany(1, token: Token);
        Queue.Enqueue(3, TimeSpan.FromTicks(1));
        Assert.Equal(2, (int)Assert.Single(await Exchange(Queue, first, 1, isAsync)).Value);
        Assert.Equal(new WorkQueueCounts(1, 1, 0, 0), Queue.Count());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task CompleteAndClaim_OneThatWasEnded_IsRefusedAndNothingChanges(bool isAsync)
    {
        WorkQueue queue = Queue;
        queue.EnqueueAll([1, 2, 3]);
        IReadOnlyList<WorkItem> items = queue.ClaimMany(2, token: Token);
        items[0].Return();
        long before = State.Revision.Number;
        HoldfastOperationException refused = await Assert.ThrowsAsync<HoldfastOperationException>(
            () => Exchange(queue, items, 1, isAsync));
        Assert.Equal(ErrorCode.ItemNotClaimed, refused.Code);
        Assert.Equal(before, State.Revision.Number);
        Assert.Equal(new WorkQueueCounts(2, 1, 0, 0), queue.Count());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task CompleteAndClaim_OneThatFailedBefore_LeavesNoTrace(bool isAsync)
    {
        WorkQueue queue = Queue;
        queue.EnqueueAll([1, 2]);
        queue.TryClaim()!.Fail("no");
        WorkItem again = State.GetQueue("/queue", NoRest).TryClaim()!;
        Assert.Equal((1, 2), ((int)again.Value, again.Attempt));
        Assert.Equal(2, (int)(await Exchange(queue, [again], 5, isAsync)).Single().Value);
        Assert.Equal(0, State["/queue/retries"].Count);
    }
}
