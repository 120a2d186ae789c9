using System.Diagnostics;
using Holdfast.Proof.Child;
using Holdfast.Proof.Child.Workloads;
using Holdfast.Proof.Tests.Processes;
using Holdfast.Proof.Tests.Watches;

namespace Holdfast.Proof.Tests.Crashes;

/// <summary>Writers that are killed at random while others, and this process, go on.</summary>
public sealed class KilledWriterTests(ITestOutputHelper output) : IDisposable
{
    private const int Writers = 3;
    private const int LeastKills = 60;
    private const int LeastRounds = LeastKills / Writers;
    private const int LongestLifeMilliseconds = 60;
    private const string WatchedPath = "/rings/1";
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private readonly ProofFolder _folder = new();
    private readonly List<Ledger> _ledgers = [];
    private readonly Random _random = new(Environment.TickCount);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(StoreKinds.Usual)]
    [InlineData(StoreKinds.Small)]
    public void Kill_OfOneWriterAtRandom_LosesNothingAcknowledgedAndHoldsNobodyUp(string kind)
    {
        using Store store = StoreKinds.Open(kind, _folder.Store);
        State state = store.GetState(StoreKinds.Namespace);
        using var recorder = new WatchRecorder(WatchedPath);
        CrashWriter[] writers = [.. Enumerable.Range(0, Writers)
            .Select(writer => CrashWriter.Start(kind, _folder.Store, writer))];
        var time = new ProofTime(LeastKills);
        int kills = 0;
        for (; !time.IsOverAfter(kills); kills++)
        {
            KillOne(kind, state, writers);
            recorder.TakeSome(state);
        }

        Array.ForEach(writers, writer => _ledgers.Add(writer.Close()));
        CheckAll(state, kills, recorder);
    }

    [Theory]
    [InlineData(StoreKinds.Usual)]
    [InlineData(StoreKinds.Small)]
    public void Kill_OfAllProcessesAtOnce_LosesNothingAcknowledged(string kind)
    {
        using var recorder = new WatchRecorder(WatchedPath);
        var time = new ProofTime(LeastRounds);
        int rounds = 0;
        for (; !time.IsOverAfter(rounds); rounds++)
        {
            KillAll(kind);
            using Store reopened = StoreKinds.Open(kind, _folder.Store);
            CheckNow(reopened.GetState(StoreKinds.Namespace));
            recorder.TakeSome(reopened.GetState(StoreKinds.Namespace));
        }

        using Store store = StoreKinds.Open(kind, _folder.Store);
        CheckAll(store.GetState(StoreKinds.Namespace), rounds * Writers, recorder);
    }

    private void KillOne(string kind, State state, CrashWriter[] writers)
    {
        int victim = _random.Next(Writers);
        CrashWriter next = CrashWriter.Prepare(kind, _folder.Store, victim);
        next.Process.Await("opened");
        Thread.Sleep(_random.Next(LongestLifeMilliseconds));
        _ledgers.Add(writers[victim].Kill());
        writers[victim].Dispose();
        CheckNow(state);
        writers[victim] = next;
        next.Begin();
    }

    private void KillAll(string kind)
    {
        CrashWriter[] writers = [.. Enumerable.Range(0, Writers)
            .Select(writer => CrashWriter.Prepare(kind, _folder.Store, writer))];
        Array.ForEach(writers, writer => writer.Begin());
        Thread.Sleep(_random.Next(LongestLifeMilliseconds));
        Array.ForEach(writers, writer => Signals.Send(writer.Process.Id, Signals.Kill));
        foreach (CrashWriter writer in writers)
        {
            _ledgers.Add(writer.Kill());
            writer.Dispose();
        }
    }

    private void CheckNow(State state)
    {
        long begin = Stopwatch.GetTimestamp();
        Snapshot now = state.Snapshot();
        Assert.True(Stopwatch.GetElapsedTime(begin) < LongestWait, "a read was held up");
        Assert.Null(Transfer.FindFault(now, Writers));
        foreach ((int writer, long number, _) in _ledgers[^1].Acknowledged.TakeLast(1))
        {
            Assert.InRange(Transfer.LastOf(now, writer), number, long.MaxValue);
        }
    }

    private void CheckAll(State state, int kills, WatchRecorder recorder)
    {
        recorder.Check(state);
        var audit = new TransferAudit(Writers);
        foreach (Commit commit in state.History())
        {
            audit.Take(commit);
        }

        _ledgers.ForEach(audit.CheckHolds);
        int acknowledged = _ledgers.Sum(ledger => ledger.Acknowledged.Count);
        TimeSpan longest = _ledgers.Max(ledger => ledger.LongestWait);
        output.WriteLine($"{kills} kills, {acknowledged} commits acknowledged, {audit.Count} made, "
            + $"longest wait {longest.TotalMilliseconds:0} ms, {recorder.Count} deliveries");
        Assert.InRange(audit.Count - acknowledged, 0, kills);
        Assert.True(longest < LongestWait, $"a writer waited for {longest}");
    }
}
