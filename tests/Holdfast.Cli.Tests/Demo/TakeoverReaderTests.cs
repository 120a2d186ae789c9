using Holdfast.Cli.Demo;
using Holdfast.Processes.Coordination;

namespace Holdfast.Cli.Tests.Demo;

/// <summary>What the history tells of a worker that died, and of the one that went on.</summary>
public sealed class TakeoverReaderTests : IDisposable
{
    // The first process of the machine is none of those that have the store open.
    private const string DeadClaim = "1@2026-01-01T00:00:00.0000000Z#1";

    private readonly Store _store = Store.Open("memory:");
    private readonly State _state;
    private readonly WorkQueue _queue;
    private readonly Revision _lost;

    public TakeoverReaderTests()
    {
        _state = _store.GetState("demo");
        _queue = Inventory.QueueOf(_state);
        _state.ReplaceAll(Inventory.Begin(new DemoOptions("/", ["a", "b"], 2, 0, null, "demo")));
        _state.Set("/workers/1", Value.Parse("""{"process":1}"""));
        _state.Atomic(transaction => Inventory.Enter(transaction, "2"));
        string file = _queue.EnqueueAll(["a", "b"])[0];
        _state.Set(StatePath.Parse("/queue/claims") / file, DeadClaim);
        _lost = new Revision(_state.Revision.Number + 1);
        HandIn();
        HandIn();
    }

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Read_ClaimOfADeadWorker_IsTakenOverOnceByTheNextWhoClaimsIt()
    {
        TakeoverReader reader = new(_queue);
        Takeover[] takeovers = [.. _state.History().SelectMany(reader.Read)];
        Assert.Equal([new Takeover("a", "1", "2", _lost)], takeovers);
    }

    [Fact]
    public void Moment_OfStepsWithoutAReason_SaysWhatTheQueueDid()
    {
        Moment[] moments = [.. _state.History(new HistoryOptions { From = _lost })
            .Select(commit => Moment.Of(_queue, commit))];
        Assert.Equal(
            [
                "the worker that claimed a is dead: it is free again",
                "claims a, attempt 2",
                "handed in",
                "claims b",
                "handed in",
            ],
            moments.Select(moment => moment.What));
        Assert.All(moments, moment => Assert.Equal("worker 2", moment.Who));
    }

    private void HandIn()
    {
        WorkItem item = _queue.TryClaim()!;
        FileFact fact = new((string)item.Value!, 1, "digest", IsRead: true);
        item.Complete(
            transaction => Inventory.HandIn(transaction, "2", fact, conflicts: 0),
            new CommitOptions { Reason = "handed in" });
    }
}
