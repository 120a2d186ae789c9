using System.Diagnostics;
using System.Globalization;
using Holdfast.Errors;
using Holdfast.Proof.Child;
using Holdfast.Proof.Child.Workloads;
using Holdfast.Proof.Tests.Processes;
using Holdfast.Proof.Tests.Watches;

namespace Holdfast.Proof.Tests.Crashes;

/// <summary>Writers that are killed or stopped at a chosen step of their work on the files.</summary>
public sealed class SignalPointTests(ITestOutputHelper output) : IDisposable
{
    private const int Writers = 2;
    private const int Own = 1;
    private const int LeastKills = 30;
    private const int LeastStops = 12;
    private const string WatchedPath = "/rings/1";
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Haste = TimeSpan.FromMilliseconds(50);

    // Checkpoints are written by one process of those that have the store open, so these only come for sure to one
    // alone.
    private static readonly string[] Alone = ["record", "written", "created", "flushed", "folder", "renamed"];
    private static readonly string[] Shared = ["record", "record", "flushed"];

    private readonly ProofFolder _folder = new();
    private readonly Random _random = new(Environment.TickCount);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Kill_AtAChosenStepBesideOthers_LosesNothingAcknowledgedAndHoldsNobodyUp()
    {
        using Store store = StoreKinds.Open(StoreKinds.Small, _folder.Store);
        State state = store.GetState(StoreKinds.Namespace);
        using var recorder = WatchRecorder.Begin(state, WatchedPath);
        var ledgers = new List<Ledger>();
        TimeSpan longest = TimeSpan.Zero;
        for (var time = new ProofTime(LeastKills); !time.IsOverAfter(ledgers.Count);)
        {
            ledgers.Add(KillAt(Shared));
            TimeSpan waited = CommitOne(state);
            longest = waited > longest ? waited : longest;
            Assert.Null(Transfer.FindFault(state.Snapshot(), Writers));
        }

        CheckAll(state, ledgers, recorder);
        output.WriteLine($"longest wait {longest.TotalMilliseconds:0} ms");
        Assert.True(longest < LongestWait, $"a writer waited for {longest}");
    }

    [Fact]
    public void Kill_AtAChosenStepAlone_LosesNothingAcknowledged()
    {
        using var recorder = new WatchRecorder(WatchedPath);
        var ledgers = new List<Ledger>();
        for (var time = new ProofTime(LeastKills); !time.IsOverAfter(ledgers.Count);)
        {
            ledgers.Add(KillAt(Alone));
            using Store reopened = StoreKinds.Open(StoreKinds.Small, _folder.Store);
            Assert.Null(Transfer.FindFault(reopened.GetState(StoreKinds.Namespace).Snapshot(), Writers));
            recorder.Take(reopened.GetState(StoreKinds.Namespace));
        }

        using Store store = StoreKinds.Open(StoreKinds.Small, _folder.Store);
        CheckAll(store.GetState(StoreKinds.Namespace), ledgers, recorder);
    }

    [Fact]
    public async Task Stop_BetweenWriteAndPublication_ReadersGoOnAndWritersMayTimeOut()
    {
        using Store store = StoreKinds.Open(StoreKinds.Small, _folder.Store);
        State state = store.GetState(StoreKinds.Namespace);
        using var recorder = WatchRecorder.Begin(state, WatchedPath);
        var audit = new TransferAudit(Writers);
        CommitOne(state);
        int stops = 0;
        for (var time = new ProofTime(LeastStops); !time.IsOverAfter(stops); stops++)
        {
            using CrashWriter victim = Arm(Signals.Stop, "record", _random.Next(1, 40));
            Assert.True(
                SpinWait.SpinUntil(() => victim.Process.IsStopped, TimeSpan.FromSeconds(30)), "the step never came");
            CheckWhileStopped(state, victim);
            Task patient = Task.Run(() => CommitOne(state), TestContext.Current.CancellationToken);
            CheckAsynchronous(state);
            Assert.False(patient.IsCompleted);
            Revive(victim, isKilled: stops % 2 == 0);
            Assert.True(SpinWait.SpinUntil(() => patient.IsCompleted, LongestWait), "a writer did not go on");
            await patient;
            Assert.Null(Transfer.FindFault(state.Snapshot(), Writers));
            Assert.Null(victim.Process.Failure);
        }

        state.History().ToList().ForEach(audit.Take);
        recorder.Check(state);
        output.WriteLine($"{stops} stops, {audit.Count} commits");
    }

    private Ledger KillAt(string[] moments)
    {
        string moment = moments[_random.Next(moments.Length)];
        int count = _random.Next(1, moment == "record" ? 60 : 5);
        using CrashWriter victim = Arm(Signals.Kill, moment, count);
        Assert.True(
            SpinWait.SpinUntil(() => victim.Process.HasExited, TimeSpan.FromSeconds(30)),
            $"'{moment}' never came {count} times. {victim.Process.Failure}");
        return victim.Kill();
    }

    private void CheckAll(State state, List<Ledger> ledgers, WatchRecorder recorder)
    {
        recorder.Check(state);
        var audit = new TransferAudit(Writers);
        state.History().ToList().ForEach(audit.Take);
        ledgers.ForEach(audit.CheckHolds);
        output.WriteLine($"{ledgers.Count} kills, {audit.Count} commits");
    }

    private CrashWriter Arm(int signal, string moment, int count)
    {
        CrashWriter victim = CrashWriter.Prepare(StoreKinds.Small, _folder.Store, 0);
        victim.Process.Await("opened");
        victim.Process.Send(FormattableString.Invariant($"signal {signal} {moment} {count}"));
        victim.Process.Send("run transfer 0");
        return victim;
    }

    private static void CheckWhileStopped(State state, CrashWriter victim)
    {
        long begin = Stopwatch.GetTimestamp();
        Snapshot now = state.Snapshot();
        Assert.Null(Transfer.FindFault(now, Writers));
        Assert.InRange(Transfer.LastOf(now, 0), victim.Ledger.Last, long.MaxValue);
        Assert.InRange(Stopwatch.GetElapsedTime(begin), TimeSpan.Zero, LongestWait);

        // Several at once: they queue behind each other, and each must give up on its own.
        Task<string>[] late = [.. Enumerable.Range(0, 3).Select(_ => Task.Run(() => TimeOut(state)))];
        Assert.True(Task.WaitAll(late, LongestWait), "a writer did not give up in time");
        string process = victim.Process.Id.ToString(CultureInfo.InvariantCulture);
        Assert.Contains(late, one => one.Result.Contains(process, StringComparison.Ordinal));
        Assert.Equal(now.Revision, state.Revision);
    }

    /// <summary>Beside a thread that waits without end, those who await give up when they said.</summary>
    private static void CheckAsynchronous(State state)
    {
        using var cancelled = new CancellationTokenSource(Haste);
        var hasty = new CommitOptions { Timeout = Haste };
        Task late = Assert.ThrowsAsync<HoldfastTimeoutException>(
            () => state.SetAsync("/never", 1, hasty, CancellationToken.None).AsTask());
        Task ended = Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => state.SetAsync("/never", 1, null, cancelled.Token).AsTask());
        Assert.True(Task.WaitAll([late, ended], LongestWait), "who awaits did not give up in time");
    }

    private static string TimeOut(State state)
    {
        var hasty = new CommitOptions { Timeout = Haste };
        return Assert.Throws<HoldfastTimeoutException>(() => state.Set("/never", 1, hasty)).Message;
    }

    private static void Revive(CrashWriter victim, bool isKilled)
    {
        if (isKilled)
        {
            victim.Kill();
            return;
        }

        long before = victim.Ledger.Last;
        victim.Process.Resume();
        Assert.True(
            SpinWait.SpinUntil(() => victim.Ledger.Last > before, TimeSpan.FromSeconds(30)), "it did not go on");
        victim.Close();
    }

    private static TimeSpan CommitOne(State state)
    {
        long begin = Stopwatch.GetTimestamp();
        Transfer.Commit(state, Own, Transfer.LastOf(state, Own) + 1);
        return Stopwatch.GetElapsedTime(begin);
    }
}
