using System.Diagnostics;
using Holdfast.Proof.Child;
using Holdfast.Proof.Child.Workloads;
using Holdfast.Proof.Tests.Processes;
using Holdfast.Proof.Tests.Watches;

namespace Holdfast.Proof.Tests.Crashes;

/// <summary>Writers that are stopped at random and go on later, as by a debugger or a suspended machine.</summary>
public sealed class StoppedWriterTests(ITestOutputHelper output) : IDisposable
{
    private const int Writers = 2;
    private static readonly TimeSpan StopLength = TimeSpan.FromMilliseconds(20);

    private readonly ProofFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Stop_AtRandom_ReadersGoOnAndNothingIsTorn()
    {
        using Store store = StoreKinds.Open(StoreKinds.Small, _folder.Store);
        State state = store.GetState(StoreKinds.Namespace);
        using var recorder = WatchRecorder.Begin(state, "/rings/1", "/total");
        CrashWriter[] writers =
            [.. Enumerable.Range(0, Writers)
            .Select(writer => CrashWriter.Start(StoreKinds.Small, _folder.Store, writer))];
        var random = new Random(Environment.TickCount);
        (int stops, long reads) = (0, 0);
        for (var time = new ProofTime(); !time.IsOver; stops++)
        {
            CrashWriter victim = writers[random.Next(Writers)];
            victim.Process.Pause();
            reads += ReadWhileStopped(state);
            victim.Process.Resume();
            Thread.Sleep(random.Next(10));
        }

        var audit = new TransferAudit(Writers);
        Ledger[] ledgers = [.. writers.Select(writer => writer.Close())];
        state.History().ToList().ForEach(audit.Take);
        Array.ForEach(ledgers, audit.CheckHolds);
        Assert.Equal(ledgers.Sum(ledger => ledger.Acknowledged.Count), audit.Count);
        recorder.Check(state);
        output.WriteLine($"{stops} stops, {reads} snapshots read meanwhile, {audit.Count} commits, "
            + $"{recorder.Count} deliveries");
    }

    private static long ReadWhileStopped(State state)
    {
        long reads = 0;
        for (long begin = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begin) < StopLength; reads++)
        {
            Assert.Null(Transfer.FindFault(state.Snapshot(), Writers));
        }

        return reads;
    }
}
