using Holdfast.Errors;
using Holdfast.Processes.Coordination;

namespace Holdfast.Processes.Tests.Coordination;

public abstract partial class WorkQueueTests(Home home) : CoordinationTest(home)
{
    private static readonly WorkQueueOptions NoRest = new() { RetryDelay = TimeSpan.Zero, MaxAttempts = 3 };

    private WorkQueue Queue => State.GetQueue("/queue", NoRest);

    [Fact]
    public void Claim_SomeItems_GivesThemInOrderOnceEach()
    {
        WorkQueue queue = Queue;
        foreach (int number in Enumerable.Range(0, 50)) queue.Enqueue(number);
        for (int number = 0; number < 50; number++)
        {
            WorkItem item = queue.TryClaim()!;
            Assert.Equal(number, (int)item.Value);
            Assert.Equal(1, item.Attempt);
            Assert.Equal(State.Revision, item.FencingToken);
        }

        Assert.Null(queue.TryClaim());
        Assert.Equal(new WorkQueueCounts(0, 50, 0, 0), queue.Count());
    }

    [Fact]
    public void Steps_Each_IsOneCommit()
    {
        WorkQueue queue = Queue;
        long before = State.Revision.Number;
        queue.EnqueueAll([1, 2, 3]);
        IReadOnlyList<WorkItem> items = queue.ClaimMany(10, token: Token);
        Assert.Equal(3, items.Count);
        queue.Complete(items);
        Assert.Equal(before + 3, State.Revision.Number);
        Assert.Equal(new WorkQueueCounts(0, 0, 0, 0), queue.Count());
    }

    [Fact]
    public async Task ClaimAsync_EmptyQueue_WaitsForTheNextItem()
    {
        WorkQueue queue = Queue;
        Task<WorkItem> waiting = queue.ClaimAsync(Patience, Token);
        Assert.False(waiting.IsCompleted);
        State.Fork().GetQueue("/queue").Enqueue("a");
        Assert.Equal("a", (await waiting).Value);
    }

    [Fact]
    public void Claim_EmptyQueueAndNoTime_SaysHowTheQueueIs()
    {
        HoldfastTimeoutException late = Assert.Throws<HoldfastTimeoutException>(
            () => Queue.Claim(TimeSpan.FromMilliseconds(10), Token));
        Assert.Equal(ErrorCode.QueueTimedOut, late.Code);
        Assert.Contains("(0 claimed, 0 delayed, 0 dead)", late.Message, StringComparison.Ordinal);
        Assert.Contains("'/queue'", late.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Return_AnItem_WakesOneWhoWaitsAndKeepsItsPlace()
    {
        WorkQueue queue = Queue;
        queue.EnqueueAll([1, 2]);
        WorkItem first = queue.TryClaim()!;
        WorkItem second = queue.TryClaim()!;
        Task<WorkItem> waiting = State.GetQueue("/queue").ClaimAsync(Patience, Token);
        first.Return();
        WorkItem again = await waiting;
        Assert.Equal(first.Id, again.Id);
        Assert.Equal(1, again.Attempt);
        Assert.True(again.FencingToken > second.FencingToken);
    }

    [Fact]
    public void Fail_MostAttempts_BecomesADeadLetterThatCanBeRequeued()
    {
        WorkQueue queue = Queue;
        string id = queue.Enqueue("bad");
        for (int attempt = 1; attempt <= 3; attempt++)
        {
            WorkItem item = queue.TryClaim()!;
            Assert.Equal(attempt, item.Attempt);
            item.Fail($"no {attempt}");
        }

        Assert.Null(queue.TryClaim());
        DeadLetter dead = Assert.Single(queue.GetDeadLetters());
        Assert.Equal((id, "bad", 3, "no 3"), (dead.Id, (string?)dead.Value, dead.Attempts, dead.Error));
        Assert.Equal(new WorkQueueCounts(0, 0, 0, 1), queue.Count());
        Assert.False(queue.Requeue("other"));
        Assert.True(queue.Requeue(id));
        Assert.Equal(1, queue.TryClaim()!.Attempt);
    }

    [Fact]
    public void Discard_DeadLetter_IsGone()
    {
        WorkQueue queue = State.GetQueue("/queue", NoRest with { MaxAttempts = 1 });
        string id = queue.Enqueue("bad");
        queue.TryClaim()!.Fail("no");
        Assert.True(queue.Discard(id));
        Assert.False(queue.Discard(id));
        Assert.Empty(queue.GetDeadLetters());
    }

    [Fact]
    public void Complete_Twice_IsRefused()
    {
        Queue.Enqueue(1);
        WorkItem item = Queue.TryClaim()!;
        item.Complete();
        HoldfastOperationException error = Assert.Throws<HoldfastOperationException>(() => item.Complete());
        Assert.Equal(ErrorCode.ItemNotClaimed, error.Code);
        Assert.Throws<HoldfastOperationException>(() => item.Fail("late"));
    }

    [Fact]
    public void Complete_WithAResult_IsOneCommitOrNothing()
    {
        Queue.Enqueue(1);
        WorkItem item = Queue.TryClaim()!;
        item.Complete(transaction => transaction.Set("/result", 1));
        Assert.Throws<HoldfastOperationException>(
            () => item.Complete(transaction => transaction.Set("/result", 2)));
        Assert.Equal(1, State.Get<int>("/result"));
        Assert.Equal(new WorkQueueCounts(0, 0, 0, 0), Queue.Count());
    }

    [Fact]
    public void Claim_ManyThreads_EachItemIsDoneOnce()
    {
        const int items = 2000;
        WorkQueue queue = Queue;
        queue.EnqueueAll(Enumerable.Range(0, items).Select(number => (Value)number));
        int[] done = new int[items];
        Thread[] workers = [.. Enumerable.Range(0, 8).Select(number => new Thread(() =>
        {
            WorkQueue own = number % 2 == 0 ? queue : State.GetQueue("/queue");
            while (own.ClaimMany(1 + number, TimeSpan.Zero, Token) is { Count: > 0 } claimed)
            {
                foreach (WorkItem item in claimed)
                {
                    Interlocked.Increment(ref done[(int)item.Value]);
                    item.Complete();
                }
            }
        }))];
        foreach (Thread worker in workers) worker.Start();
        foreach (Thread worker in workers) Assert.True(worker.Join(Patience));
        Assert.All(done, times => Assert.Equal(1, times));
        Assert.Equal(new WorkQueueCounts(0, 0, 0, 0), queue.Count());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Steps_AtRandom_AreThoseOfTheModel(int seed)
    {
        Random random = new(seed);
        WorkQueueModel model = new(NoRest.MaxAttempts);
        List<WorkItem> claimed = [];
        for (int step = 0; step < 300; step++)
        {
            // A queue that remembers nothing gives the order exactly.
            WorkQueue queue = Queue;
            int which = claimed.Count == 0 ? -1 : random.Next(claimed.Count);
            switch (random.Next(8))
            {
                case 0 or 1:
                    model.Enqueue(queue.Enqueue(step), step);
                    break;
                case 2 or 3:
                    int most = random.Next(1, 4);
                    IReadOnlyList<WorkItem> items = queue.ClaimMany(most, TimeSpan.Zero, Token);
                    Assert.Equal(model.Claim(most), items.Select(item => (item.Id, (int)item.Value, item.Attempt)));
                    claimed.AddRange(items);
                    break;
                case 4 when which >= 0:
                    claimed[which].Complete();
                    model.Complete(claimed[which].Id);
                    claimed.RemoveAt(which);
                    break;
                case 5 when which >= 0:
                    claimed[which].Fail("no");
                    model.Fail(claimed[which].Id);
                    claimed.RemoveAt(which);
                    break;
                case 7 when which >= 0:
                    int next = random.Next(1, 4);
                    WorkItem[] done = [.. claimed.Skip(which)];
                    IReadOnlyList<WorkItem> more = random.Next(2) == 0
                        ? queue.CompleteAndClaim(done, next, TimeSpan.Zero, Token)
                        : await queue.CompleteAndClaimAsync(done, next, TimeSpan.Zero, Token);
                    foreach (WorkItem item in done) model.Complete(item.Id);
                    Assert.Equal(model.Claim(next), more.Select(item => (item.Id, (int)item.Value, item.Attempt)));
                    claimed.RemoveRange(which, claimed.Count - which);
                    claimed.AddRange(more);
                    break;
                case 6 when model.Dead.Count > 0:
                    string dead = model.Dead[random.Next(model.Dead.Count)];
                    Assert.True(queue.Requeue(dead));
                    model.Requeue(dead);
                    break;
                default:
                    if (which < 0) break;
                    claimed[which].Return();
                    model.Return(claimed[which].Id);
                    claimed.RemoveAt(which);
                    break;
            }

            Assert.Equal(model.Counts, queue.Count());
            Assert.Equal(model.Dead, queue.GetDeadLetters().Select(letter => letter.Id));
        }
    }
}

public sealed class MemoryWorkQueueTests() : WorkQueueTests(Home.InMemory());

public sealed class FolderWorkQueueTests() : WorkQueueTests(Home.InFolder());
