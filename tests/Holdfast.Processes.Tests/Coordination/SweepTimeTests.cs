using Holdfast.Processes.Coordination;
using Holdfast.Processes.Liveness;
using Holdfast.Tests.Machines;

namespace Holdfast.Processes.Tests.Coordination;

public sealed class SweepTimeTests : IDisposable
{
    private static readonly string Dead = HolderId.Next(HolderId.PrefixOf(new StoreProcess(1, default)));

    private readonly FakeClock _clock = new();
    private readonly Home _home;
    private readonly WorkQueue _queue;

    public SweepTimeTests()
    {
        _home = Home.InMemory(new StoreOptions { TimeProvider = _clock });
        _queue = State.GetQueue("/queue");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private State State => _home.State;

    private LivingProcesses Living => LivingProcesses.Of(_home.Store);

    public void Dispose() => _home.Dispose();

    /// <summary>Each waiter looked at all of them ten times a second.</summary>
    [Fact]
    public void IsSweepDue_ManyDelayedAndClaimed_LooksOnlyAtWhatChanged()
    {
        Fill(items: 20_000);
        Assert.False(IsDue());
        Assert.InRange(BytesOfALook(), 0, 2_000);
        _queue.Enqueue("late", TimeSpan.FromDays(1));
        State.Set("/queue/claims/one", HolderId.Next(HolderId.PrefixOf(_home.Store.Self)));
        Assert.InRange(BytesOfALook(), 0, 100_000);
    }

    /// <summary>Each item that was due cost two looks at all delayed ones, and one at all claims.</summary>
    [Fact]
    public void Sweep_OneOfManyIsDue_LooksOnlyAtThat()
    {
        Fill(items: 20_000);
        Assert.False(IsDue());
        _queue.Enqueue("soon", TimeSpan.FromSeconds(1));
        Assert.False(IsDue());
        _clock.Advance(TimeSpan.FromSeconds(1));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.True(IsDue());
        State.Atomic(transaction => _queue.Rules.Sweep(transaction, _clock.GetUtcNow(), Living, done: []));
        Assert.False(IsDue());
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
        Assert.Equal(1, _queue.Count().Ready);
    }

    /// <summary>It read all delayed items, and so was tried again with each that others enqueued.</summary>
    [Fact]
    public void Sweep_OthersEnqueueAndClaimMeanwhile_DoesNotMeetThem()
    {
        _queue.Enqueue("soon", TimeSpan.FromSeconds(1));
        _queue.EnqueueAll([1, 2]);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(IsDue());
        int attempts = 0;
        State.Atomic(transaction =>
        {
            attempts++;
            _queue.Rules.Sweep(transaction, _clock.GetUtcNow(), Living, done: []);
            Thread other = new(() =>
            {
                WorkQueue queue = State.GetQueue("/queue");
                queue.Enqueue("late", TimeSpan.FromDays(1));
                State.Set("/queue/claims/one", HolderId.Next(HolderId.PrefixOf(_home.Store.Self)));
            });
            other.UnsafeStart();
            other.Join();
        });
        Assert.Equal(1, attempts);
        Assert.Equal((3, 1), (State.Get<Value>("/queue/items").Count, _queue.Count().Delayed));
    }

    [Fact]
    public void TryClaim_SeveralAreDueAtOnce_GivesThemByTimeThenInTheOrderOfEnqueuing()
    {
        foreach (int item in new[] { 5, 6, 7, 8 }) _queue.Enqueue(item, TimeSpan.FromSeconds(2));
        foreach (int item in new[] { 1, 2, 3, 4 }) _queue.Enqueue(item, TimeSpan.FromSeconds(1));
        _clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(Enumerable.Range(1, 8), _queue.ClaimMany(8, token: Token).Select(item => (int)item.Value));
    }

    [Fact]
    public void IsSweepDue_TimeComes_IsDueUntilItIsSwept()
    {
        Fill(items: 100);
        _queue.Enqueue("soon", TimeSpan.FromSeconds(1));
        Assert.False(IsDue());
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(IsDue());
        Assert.True(IsDue());
        Assert.Equal("soon", _queue.TryClaim()!.Value);
        Assert.False(IsDue());
    }

    [Fact]
    public void IsSweepDue_NoClaimIsLeft_AsksNobodyWhoLives()
    {
        State.Set("/queue/claims/one", HolderId.Next(HolderId.PrefixOf(_home.Store.Self)));
        Assert.False(IsDue());
        State.Remove("/queue/claims/one");
        LivingProcesses notToBeAsked = new(null!);
        Assert.False(_queue.Rules.IsSweepDue(State, _clock.GetUtcNow(), notToBeAsked));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void IsSweepDue_StepsAtRandom_IsWhatAFullLookSays(int seed)
    {
        Random random = new(seed);
        string self = HolderId.Next(HolderId.PrefixOf(_home.Store.Self));
        int dues = 0;
        for (int step = 0; step < 1500; step++)
        {
            StatePath delayed = StatePath.Root / "queue" / "delayed" / Name();
            StatePath claim = StatePath.Root / "queue" / "claims" / Name();
            DateTimeOffset time = _clock.GetUtcNow() + TimeSpan.FromSeconds(random.Next(1, 200));
            switch (random.Next(40))
            {
                case < 12:
                    State.Set(delayed, QueueRecord.ToDelayed("item", time));
                    break;
                case < 20:
                    State.Remove(delayed);
                    break;
                case < 30:
                    State.Set(claim, QueueRecord.ToClaim(self, random.Next(2) == 0 ? time : null));
                    break;
                case < 37:
                    State.Remove(claim);
                    break;
                case 37:
                    State.Set(claim, QueueRecord.ToClaim(Dead, until: null));
                    break;
                case 38:
                    _clock.Advance(TimeSpan.FromSeconds(random.Next(10)));
                    break;
                default:
                    State.Atomic(transaction => _queue.Rules.Sweep(transaction, _clock.GetUtcNow(), Living, done: []));
                    break;
            }

            bool isDue = IsDueByAFullLook();
            dues += isDue ? 1 : 0;
            Assert.Equal(isDue, IsDue());
        }

        Assert.InRange(dues, 100, 1400);

        string Name() => $"i{random.Next(200)}";
    }

    private void Fill(int items)
    {
        string self = HolderId.Next(HolderId.PrefixOf(_home.Store.Self));
        State.Atomic(transaction =>
        {
            for (int item = 0; item < items; item++)
            {
                transaction.Set(
                    StatePath.Root / "queue" / "delayed" / $"d{item}",
                    QueueRecord.ToDelayed(item, _clock.GetUtcNow() + TimeSpan.FromDays(item + 1)));
                transaction.Set(StatePath.Root / "queue" / "items" / $"c{item}", item);
                transaction.Set(
                    StatePath.Root / "queue" / "claims" / $"c{item}", QueueRecord.ToClaim(self, until: null));
            }
        });
    }

    private bool IsDue() => _queue.Rules.IsSweepDue(State, _clock.GetUtcNow(), Living);

    private bool IsDueByAFullLook()
    {
        DateTimeOffset now = _clock.GetUtcNow();
        return QueueRecord.MembersIn(State, "/queue/delayed").Any(item => Times.Find(item.Value, "due") <= now)
            || QueueRecord.MembersIn(State, "/queue/claims").Any(claim =>
                QueueRecord.HolderOf(claim.Value) == Dead || QueueRecord.UntilOf(claim.Value) <= now);
    }

    private long BytesOfALook()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.False(IsDue());
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
