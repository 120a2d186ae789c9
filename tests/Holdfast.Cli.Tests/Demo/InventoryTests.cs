using FsCheck;
using FsCheck.Fluent;
using Holdfast.Cli.Demo;
using Holdfast.Processes.Coordination;

namespace Holdfast.Cli.Tests.Demo;

public sealed class InventoryTests : IDisposable
{
    private static readonly string[] Names = ["a", "b", "c", "d", "e"];

    private readonly Store _store = Store.Open("memory:");
    private readonly State _state;
    private readonly WorkQueue _queue;

    public InventoryTests()
    {
        _state = _store.GetState("demo");
        _queue = Inventory.QueueOf(_state);
    }

    public void Dispose() => _store.Dispose();

    [Fact]
    public void HandIn_Result_IsThereWhenItsItemIsGone()
    {
        Fill(["a", "b"], kills: 0);
        Revision revision = HandIn(_queue.TryClaim()!, "1");
        Snapshot then = _state.SnapshotAt(revision);
        Assert.Equal(1, Inventory.CountDone(then));
        Assert.Equal(1, Inventory.CountQueued(then, _queue));
        Assert.Equal(2, Inventory.CountPlaces(_state.SnapshotAt(revision.Previous), _queue));
        Assert.False(Inventory.IsDone(then));
        HandIn(_queue.TryClaim()!, "1");
        Assert.True(Inventory.IsDone(_state));
    }

    [Fact]
    public void MayHandIn_LastFileWhileKillsPend_WaitsForThem()
    {
        Fill(["a", "b"], kills: 2);
        _queue.TryClaim();
        Assert.True(Inventory.MayHandIn(_state.Snapshot(), _queue));
        _queue.TryClaim();
        Assert.False(Inventory.MayHandIn(_state.Snapshot(), _queue));
        Bury("1");
        Assert.False(Inventory.MayHandIn(_state.Snapshot(), _queue));
        Bury("1");
        Assert.True(Inventory.MayHandIn(_state.Snapshot(), _queue));
    }

    [Fact]
    public void Steps_InAnyOrderWithDeaths_LeaveAFileForEachKill() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(100),
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), RunRandom));

    /// <summary>Takes one step of a random worker for each byte, or lets it die, while kills pend.</summary>
    private void RunRandom(byte[] choices)
    {
        Fill(Names, kills: choices.Length + 1);
        Dictionary<string, WorkItem> claims = [];
        HashSet<string> mayHandIn = [];
        foreach (byte choice in choices)
        {
            string worker = $"{choice % 3}";
            if (!claims.TryGetValue(worker, out WorkItem? item))
            {
                if (_queue.TryClaim() is { } claimed) claims[worker] = claimed;
            }
            else if (choice % 8 == 7)
            {
                // As the queue does it, once it has seen that the worker is dead.
                Bury(worker);
                item.Return();
                claims.Remove(worker);
                mayHandIn.Remove(worker);
            }
            else if (mayHandIn.Remove(worker))
            {
                HandIn(item, worker);
                claims.Remove(worker);
            }
            else if (Inventory.MayHandIn(_state.Snapshot(), _queue))
            {
                mayHandIn.Add(worker);
            }

            Assert.Equal(Names.Length, Inventory.CountPlaces(_state.Snapshot(), _queue));
            Assert.NotEqual(0, Inventory.CountQueued(_state.Snapshot(), _queue));
        }

        foreach (WorkItem item in claims.Values) item.Complete();
    }

    private void Fill(string[] names, int kills)
    {
        _state.ReplaceAll(Inventory.Begin(new DemoOptions("/", names, 3, kills, null, "demo")));
        foreach (int worker in Enumerable.Range(0, 3))
            _state.Atomic(transaction => Inventory.Enter(transaction, Inventory.NameOf(worker)));
        _queue.EnqueueAll(names.Select(name => (Value)name));
    }

    private static Revision HandIn(WorkItem item, string worker)
    {
        FileFact fact = new((string)item.Value!, 1, "digest", IsRead: true);
        return item.Complete(transaction => Inventory.HandIn(transaction, worker, fact, conflicts: 0));
    }

    private void Bury(string worker) =>
        _state.Atomic(transaction => Inventory.Bury(transaction, worker, isPlanned: true));
}
