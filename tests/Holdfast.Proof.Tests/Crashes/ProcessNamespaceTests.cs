using System.Diagnostics;
using Holdfast.Proof.Child;
using Holdfast.Proof.Child.Workloads;
using Holdfast.Proof.Tests.Processes;
using Holdfast.Proof.Tests.Watches;

namespace Holdfast.Proof.Tests.Crashes;

/// <summary>
/// Processes that cannot see one another and have the same process number, as in two containers with one volume.
/// </summary>
public sealed class ProcessNamespaceTests(ITestOutputHelper output) : IDisposable
{
    private const int Writers = 2;
    private const int LeastKills = 10;
    private const int LongestLifeMilliseconds = 100;
    private static readonly string[] Unshare = ["unshare", "--pid", "--fork", "--mount-proc", "--kill-child"];

    private readonly ProofFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Kill_InTwoProcessNamespaces_LosesNothingAcknowledged()
    {
        if (WhyNot() is { } reason)
        {
            Assert.Skip($"This machine gives no process namespaces: {reason}");
        }

        using Store store = StoreKinds.Open(StoreKinds.Small, _folder.Store);
        State state = store.GetState(StoreKinds.Namespace);
        using var recorder = WatchRecorder.Begin(state, "/rings/1");
        var random = new Random(Environment.TickCount);
        var ledgers = new List<Ledger>();
        CrashWriter[] writers = [.. Enumerable.Range(0, Writers).Select(Start)];
        for (var time = new ProofTime(LeastKills); !time.IsOverAfter(ledgers.Count);)
        {
            int victim = random.Next(Writers);
            Thread.Sleep(random.Next(LongestLifeMilliseconds));
            ledgers.Add(writers[victim].Kill());
            writers[victim].Dispose();
            Assert.Null(Transfer.FindFault(state.Snapshot(), Writers));
            writers[victim] = Start(victim);
        }

        int kills = ledgers.Count;
        ledgers.AddRange(writers.Select(writer => writer.Close()));
        var audit = new TransferAudit(Writers);
        recorder.Check(state);
        List<Commit> history = [.. state.History()];
        history.ForEach(audit.Take);
        ledgers.ForEach(audit.CheckHolds);
        Assert.All(history, commit => Assert.Equal(1, commit.ProcessId));
        Assert.Equal(kills + Writers, history.Select(commit => commit.Writer).Distinct().Count());
        TimeSpan longest = ledgers.Max(ledger => ledger.LongestWait);
        output.WriteLine($"{kills} kills, {audit.Count} commits, longest wait {longest.TotalMilliseconds:0} ms");
        Assert.True(longest < TimeSpan.FromSeconds(1), $"a writer waited for {longest}");
    }

    private CrashWriter Start(int writer) => CrashWriter.Start(StoreKinds.Small, _folder.Store, writer, Unshare);

    /// <summary>Why the machine does not allow it; null when it does.</summary>
    private static string? WhyNot()
    {
        try
        {
            var start = new ProcessStartInfo(Unshare[0], [.. Unshare[1..], "true"]) { RedirectStandardError = true };
            using Process trial = Process.Start(start)!;
            string said = trial.StandardError.ReadToEnd();
            trial.WaitForExit();
            return trial.ExitCode == 0 ? null : said.Trim();
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            return missing.Message;
        }
    }
}
