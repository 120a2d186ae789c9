using System.Diagnostics;
using Holdfast.Errors;
using Holdfast.Processes.Coordination;

namespace Holdfast.Processes.Tests.Coordination;

/// <summary>Work and meetings of processes that are killed.</summary>
public sealed class QueueProcessTests() : CoordinationTest(Home.InFolder())
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private WorkQueue Queue => State.GetQueue("/queue", new WorkQueueOptions { MaxAttempts = 1000 });

    [Fact]
    public void Claim_WorkerKilled_IsHadWithinASecondAsTheNextAttempt()
    {
        string id = Queue.Enqueue("work");
        using Child child = new("claim", Home.Folder);
        Assert.Equal(id, child.ReadLine());
        Assert.Null(Queue.TryClaim());
        long begun = Stopwatch.GetTimestamp();
        child.Kill();
        WorkItem item = Queue.Claim(Patience, Token);
        Assert.True(Stopwatch.GetElapsedTime(begun) < Second, $"It took {Stopwatch.GetElapsedTime(begun)}.");
        Assert.Equal((id, 2), (item.Id, item.Attempt));
    }

    [Fact]
    public void GetClaims_WorkerKilled_NamesItUntilItsItemIsTaken()
    {
        string id = Queue.Enqueue("work");
        using Child child = new("claim", Home.Folder);
        child.ReadLine();
        WorkClaim claim = Assert.Single(Queue.GetClaims());
        Assert.Equal((id, child.Id, 1), (claim.Id, claim.Process.ProcessId, claim.Attempt));
        Assert.True(State.Store.IsAlive(claim.Process));
        child.Kill();
        Assert.Equal(claim, Assert.Single(Queue.GetClaims()));
        Assert.False(State.Store.IsAlive(claim.Process));
        Queue.Claim(Patience, Token);
        claim = Assert.Single(Queue.GetClaims());
        Assert.Equal((State.Store.Self, 2), (claim.Process, claim.Attempt));
    }

    [Fact]
    public void Claim_LastAttemptKilled_IsADeadLetterThatNamesTheProcess()
    {
        WorkQueue queue = State.GetQueue("/queue", new WorkQueueOptions { MaxAttempts = 1 });
        queue.Enqueue("poison");
        using Child child = new("claim", Home.Folder);
        child.ReadLine();
        child.Kill();
        Assert.Null(queue.TryClaim());
        Assert.Contains($"process {child.Id}", Assert.Single(queue.GetDeadLetters()).Error, StringComparison.Ordinal);
    }

    /// <summary>
    /// Each item adds 1 to a number in the commit that completes it: the sum says that none was lost or done twice.
    /// </summary>
    [Fact]
    public async Task Work_WorkersKilledAgainAndAgain_EachItemCountsOnce()
    {
        const int kills = 8;
        const int itemsBetween = 500;
        const int items = kills * itemsBetween;
        Queue<Child> workers = new(Enumerable.Range(0, 3).Select(_ => new Child("work", Home.Folder)));
        try
        {
            for (int kill = 0; kill < kills; kill++)
            {
                Queue.EnqueueAll(Enumerable.Range(0, itemsBetween).Select(number => (Value)number));
                Child victim = workers.Dequeue();
                victim.Kill();
                victim.Dispose();
                workers.Enqueue(new Child("work", Home.Folder));
            }

            using Watch watch = State.Watch("/done");
            await watch.NextWhenAsync("/done", done => (int)done == items, Patience, Token);
        }
        finally
        {
            foreach (Child worker in workers) worker.Dispose();
        }

        Assert.Equal(items, State.Get<int>("/done"));
        Assert.Null(Queue.TryClaim());
        Assert.Equal(new WorkQueueCounts(0, 0, 0, 0), Queue.Count());
    }

    [Fact]
    public async Task Meet_OneWhoHasComeIsKilled_BreaksTheBarrier()
    {
        DistributedBarrier barrier = State.GetBarrier("/barrier", 3);
        using Child child = new("meet", Home.Folder);
        Assert.True(SpinWait.SpinUntil(() => barrier.HereCount == 1, Patience));
        Task<long> waiting = barrier.MeetAsync(Patience, Token);
        child.Kill();
        HoldfastOperationException broken = await Assert.ThrowsAsync<HoldfastOperationException>(() => waiting);
        Assert.Equal(ErrorCode.BarrierBroken, broken.Code);
        Assert.Contains($"process {child.Id} died", broken.Message, StringComparison.Ordinal);
    }

    /// <summary>
    /// Of the broken rounds only the last one was known: who looked after another was told that all had come.
    /// </summary>
    [Fact]
    public void Meet_StoppedWhileItsRoundAndTheNextAreBroken_IsToldSo()
    {
        DistributedBarrier barrier = State.GetBarrier("/barrier", 3);
        using Child child = new("meet", Home.Folder);
        Assert.True(SpinWait.SpinUntil(() => barrier.HereCount == 1, Patience));

        // Stopped while it has the writer lock, it would stop everybody: this commit comes after that.
        State.Set("/sync", 1);
        child.Signal(19);
        for (int round = 0; round < 2; round++)
            Assert.Throws<HoldfastTimeoutException>(() => barrier.Meet(TimeSpan.Zero, Token));
        child.Signal(18);
        Assert.Equal(nameof(ErrorCode.BarrierBroken), child.ReadLine());
        child.End();
        Assert.False(State.Exists("/barrier/broken"));
    }

    [Fact]
    public void Meet_ProcessWithAnUnreadAnswerIsKilled_AnswerGoesWithTheNextBreak()
    {
        DistributedBarrier barrier = State.GetBarrier("/barrier", 3);
        using Child child = new("meet", Home.Folder);
        Assert.True(SpinWait.SpinUntil(() => barrier.HereCount == 1, Patience));
        State.Set("/sync", 1);
        child.Signal(19);
        Assert.Throws<HoldfastTimeoutException>(() => barrier.Meet(TimeSpan.Zero, Token));
        Assert.Equal(1, State.Get("/barrier/broken").Count);
        child.Kill();
        Assert.Throws<HoldfastTimeoutException>(() => barrier.Meet(TimeSpan.Zero, Token));
        Assert.Equal(0, State.TryGet("/barrier/broken", out Value left) ? left.Count : 0);
    }
}
