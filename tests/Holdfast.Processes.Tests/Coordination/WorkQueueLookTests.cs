using Holdfast.Processes.Coordination;

namespace Holdfast.Processes.Tests.Coordination;

/// <summary>Who looks at a queue sees who works on what, now and at any revision.</summary>
public sealed class WorkQueueLookTests : IDisposable
{
    private readonly BusyClock _clock = new();
    private readonly Home _home;
    private readonly WorkQueue _queue;

    public WorkQueueLookTests()
    {
        _home = Home.InMemory(new StoreOptions { TimeProvider = _clock });
        _queue = Queue();
    }

    private State State => _home.State;

    public void Dispose() => _home.Dispose();

    [Fact]
    public void GetClaims_SomeAreClaimed_SaysWhoHasWhichSinceWhen()
    {
        _queue.EnqueueAll(["a", "b", "c"]);
        WorkItem first = _queue.TryClaim()!;
        WorkItem second = _queue.TryClaim()!;
        Assert.Equal(
            [
                new WorkClaim(first.Id, "a", _home.Store.Self, 1, first.FencingToken),
                new WorkClaim(second.Id, "b", _home.Store.Self, 1, second.FencingToken),
            ],
            _queue.GetClaims());
    }

    [Fact]
    public void GetClaims_ItemThatFailedBefore_SaysWhichAttempt()
    {
        _queue.Enqueue("a");
        _queue.TryClaim()!.Fail("no", TimeSpan.Zero);
        _queue.TryClaim();
        Assert.Equal(2, Assert.Single(_queue.GetClaims()).Attempt);
    }

    [Fact]
    public void GetClaims_ClaimWithATime_SaysUntilWhenAndSinceWhichRenewal()
    {
        WorkQueue queue = Queue(new WorkQueueOptions { ClaimTime = TimeSpan.FromMinutes(1) });
        queue.Enqueue("a");
        WorkItem item = queue.TryClaim()!;
        Assert.Equal(item.FencingToken, Assert.Single(queue.GetClaims()).Revision);
        _clock.Time += TimeSpan.FromSeconds(1);
        item.Renew();
        WorkClaim claim = Assert.Single(queue.GetClaims());
        Assert.Equal((State.Revision, _clock.Time.AddMinutes(1)), (claim.Revision, claim.Until!.Value));
    }

    [Fact]
    public void Look_AtAnEarlierRevision_IsAsItWasThen()
    {
        _queue.EnqueueAll(["a", "b"]);
        WorkItem item = _queue.TryClaim()!;
        IReadOnlyList<WorkClaim> claims = _queue.GetClaims();
        Snapshot then = State.Snapshot();
        item.Complete();
        Assert.Empty(_queue.GetClaims());
        Assert.Equal(claims, _queue.GetClaims(then));
        Assert.Equal(new WorkQueueCounts(1, 1, 0, 0), _queue.Count(then));
        Assert.Empty(_queue.GetClaims(State.SnapshotAt(Revision.Zero)));
    }

    [Fact]
    public void Look_InATransaction_SeesWhatThatHas()
    {
        _queue.EnqueueAll(["a", "b"]);
        _queue.TryClaim();
        IReadOnlyList<WorkClaim> claims = _queue.GetClaims(State);
        (IReadOnlyList<WorkClaim> seen, WorkQueueCounts counts) = State.Exclusive(
            transaction => (_queue.GetClaims(transaction), _queue.Count(transaction))).Value;
        Assert.Equal(claims, seen);
        Assert.Equal(new WorkQueueCounts(1, 1, 0, 0), counts);
    }

    [Fact]
    public void GetClaims_ClaimsWithoutProcessOrItem_AreLeftOut()
    {
        string id = _queue.Enqueue("a");
        State.Set(StatePath.Parse("/queue/claims") / id, "nobody");
        Assert.Empty(_queue.GetClaims());
        State.Remove("/queue/claims");
        _queue.TryClaim();
        State.Remove("/queue/items");
        Assert.Empty(_queue.GetClaims());
    }

    [Fact]
    public void ConflictCount_OtherClaimsTheItemMeanwhile_IsCounted()
    {
        _queue.EnqueueAll(Enumerable.Range(0, 10).Select(number => (Value)number));
        Assert.Equal(0, _queue.ConflictCount);
        WorkQueue other = Queue();
        _clock.Meanwhile(calls: 3, () => other.TryClaim());
        Assert.NotNull(_queue.TryClaim());
        Assert.InRange(_queue.ConflictCount, 1, 3);
        Assert.Equal(0, other.ConflictCount);
    }

    /// <summary>It went round for ever: what it found was newer than what it could claim.</summary>
    [Fact]
    public async Task ClaimReady_ItemEnqueuedSinceTheTransactionBegan_FindsNothing()
    {
        WorkItem[]? claimed = [];
        Task claiming = Task.Run(
            () => State.Atomic(transaction =>
            {
                // Not in the flow of the function, where it would be refused.
                Thread other = new(() => _queue.Enqueue("a"));
                other.UnsafeStart();
                other.Join();
                List<ReadyItem> ready = [];
                claimed = _queue.ClaimReady(transaction, "me", 1, ref ready);
            }),
            TestContext.Current.CancellationToken);
        await claiming.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Null(claimed);
        Assert.NotNull(_queue.TryClaim());
    }

    [Fact]
    public void Complete_WithOptions_SaysTheReason()
    {
        _queue.Enqueue("a");
        Revision revision = _queue.TryClaim()!.Complete(
            transaction => transaction["/done"] = true, new CommitOptions { Author = "ann", Reason = "a is done" });
        Commit commit = State.GetCommit(revision);
        Assert.Equal(("ann", "a is done"), (commit.Author, commit.Reason));
        Assert.Equal(Value.True, State["/done"]);
        Assert.Equal(new WorkQueueCounts(0, 0, 0, 0), _queue.Count());
    }

    private WorkQueue Queue(WorkQueueOptions? options = null) => State.GetQueue("/queue", options);

    /// <summary>A clock in whose first calls somebody else does something.</summary>
    private sealed class BusyClock : TimeProvider
    {
        private Action? _action;
        private int _calls;

        public DateTimeOffset Time { get; set; } = DateTimeOffset.UnixEpoch.AddYears(60);

        public void Meanwhile(int calls, Action action) => (_calls, _action) = (calls, action);

        public override DateTimeOffset GetUtcNow()
        {
            if (_calls > 0 && _action is { } action)
            {
                _calls--;
                _action = null;
                action();
                _action = action;
            }

            return Time;
        }
    }
}
