using Holdfast.Proof.Child;
using Holdfast.Proof.Child.Workloads;
using Holdfast.Proof.Tests.Processes;
using Holdfast.Proof.Tests.Watches;

namespace Holdfast.Proof.Tests.Crashes;

/// <summary>
/// Processes that compact without a pause, or stand still in the middle of it, beside writers and readers.
/// </summary>
public sealed class CompactUnderLoadTests(ITestOutputHelper output) : IDisposable
{
    private const int Writers = 2;
    private const int LeastRounds = 4;
    private const int CommitsEach = 30;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly string[] Moments = ["written", "created", "renamed", "folder"];

    private readonly ProofFolder _folder = new();
    private readonly Random _random = new(Environment.TickCount);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(StoreKinds.Small)]
    [InlineData(StoreKinds.Trimming)]
    public void Compact_AgainAndAgain_WritersAndReadersGoOnAndNothingIsLost(string kind)
    {
        using Store store = StoreKinds.Open(kind, _folder.Store);
        State state = store.GetState(StoreKinds.Namespace);
        using var recorder = WatchRecorder.Begin(state, "/rings/1");
        CrashWriter[] writers = Start(kind);
        using ChildProcess compactor = ChildProcess.Open(kind, _folder.Store);
        compactor.Send("run compact");
        int rounds = 0;
        for (var time = new ProofTime(LeastRounds); !time.IsOverAfter(rounds); rounds++)
        {
            compactor.Await("compacted");
            store.Compact();
            AwaitProgress(state, writers);
            compactor.Await("compacted");
        }

        compactor.Close();
        Assert.Null(compactor.Failure);
        CheckAll(kind, state, writers, recorder);
        output.WriteLine($"{rounds} rounds, {state.Revision} commits, kept from {state.OldestRevision} on, "
            + $"{recorder.Count} deliveries, {recorder.Losses} losses told");
    }

    [Theory]
    [InlineData(StoreKinds.Small)]
    [InlineData(StoreKinds.Trimming)]
    public void Compact_StandsStillInTheMiddle_WritersAndReadersGoOn(string kind)
    {
        using Store store = StoreKinds.Open(kind, _folder.Store);
        State state = store.GetState(StoreKinds.Namespace);
        using var recorder = WatchRecorder.Begin(state, "/rings/1");
        CrashWriter[] writers = Start(kind);
        using ChildProcess compactor = ChildProcess.Open(kind, _folder.Store);
        compactor.Await("opened");
        compactor.Send("run compact");
        int rounds = 0;
        for (var time = new ProofTime(LeastRounds); !time.IsOverAfter(rounds); rounds++)
        {
            string moment = Moments[rounds % Moments.Length];
            compactor.Send(FormattableString.Invariant($"signal {Signals.Stop} {moment} {_random.Next(1, 4)}"));
            Assert.True(SpinWait.SpinUntil(() => compactor.IsStopped, Patience), $"'{moment}' never came");
            AwaitProgress(state, writers);
            compactor.Resume();
            compactor.Await("compacted");
        }

        compactor.Close();
        Assert.Null(compactor.Failure);
        CheckAll(kind, state, writers, recorder);
        output.WriteLine($"{rounds} stops, {state.Revision} commits, {recorder.Count} deliveries");
    }

    private CrashWriter[] Start(string kind) =>
        [.. Enumerable.Range(0, Writers).Select(writer => CrashWriter.Start(kind, _folder.Store, writer))];

    /// <summary>Waits until every writer has been acknowledged more, and sees that in this process.</summary>
    private static void AwaitProgress(State state, CrashWriter[] writers)
    {
        long[] goals = [.. writers.Select(writer => writer.Ledger.Last + CommitsEach)];
        for (int writer = 0; writer < writers.Length; writer++)
        {
            (Ledger ledger, long goal) = (writers[writer].Ledger, goals[writer]);
            Assert.True(SpinWait.SpinUntil(() => ledger.Last >= goal, Patience), $"writer {writer} does not go on");
            Snapshot now = state.Snapshot();
            Assert.Null(Transfer.FindFault(now, Writers));
            Assert.InRange(Transfer.LastOf(now, writer), goal, long.MaxValue);
        }
    }

    private static void CheckAll(string kind, State state, CrashWriter[] writers, WatchRecorder recorder)
    {
        Ledger[] ledgers = [.. writers.Select(writer => writer.Close())];
        Array.ForEach(writers, writer => writer.Dispose());
        recorder.Check(state);
        long sum = ledgers.Sum(ledger => ledger.Acknowledged.Count);
        Assert.Equal((sum, sum), (state.Revision.Number, state.Get<long>("/total")));
        Assert.Null(Transfer.FindFault(state.Snapshot(), Writers));
        if (kind == StoreKinds.Trimming)
        {
            Assert.InRange(state.OldestRevision.Number, 2, sum);
            return;
        }

        var audit = new TransferAudit(Writers);
        state.History().ToList().ForEach(audit.Take);
        Array.ForEach(ledgers, audit.CheckHolds);
        Assert.Equal(sum, audit.Count);
    }
}
