using Holdfast.Proof.Child;
using Holdfast.Proof.Child.Workloads;
using Holdfast.Proof.Tests.Crashes;
using Holdfast.Proof.Tests.Processes;

namespace Holdfast.Proof.Tests.Watches;

/// <summary>
/// Watches in other processes while writers commit, with watchers that die and begin again where they were.
/// </summary>
public sealed class WatchesUnderLoadTests(ITestOutputHelper output) : IDisposable
{
    private const int Writers = 2;
    private const int CommitsBehind = 3000;
    private const int KillMilliseconds = 200;
    private const string OnePath = "/rings/1";

    private readonly ProofFolder _folder = new();
    private readonly Random _random = new(Environment.TickCount);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Watches_OfOtherProcesses_KeepTheContract()
    {
        using Store store = StoreKinds.Open(StoreKinds.Small, _folder.Store);
        State state = store.GetState(StoreKinds.Namespace);
        CrashWriter[] writers =
            [.. Enumerable.Range(0, Writers)
            .Select(writer => CrashWriter.Start(StoreKinds.Small, _folder.Store, writer))];
        Assert.True(SpinWait.SpinUntil(() => state.Revision.Number > CommitsBehind, TimeSpan.FromMinutes(1)));
        (WatchRun Run, string Path, string Reader)[] watches =
        [
            (new WatchRun(isNamed: false), "", WatchWorkload.None),
            (new WatchRun(isNamed: false), OnePath, WatchWorkload.None),
            (new WatchRun(isNamed: true), "", "worker"),
        ];
        int kills = Watch(watches);
        Array.ForEach(writers, writer => writer.Close());
        List<Commit> history = [.. state.History()];
        foreach ((WatchRun run, string path, _) in watches)
        {
            Check(run, new WatchTruth(history, path), path);
        }

        output.WriteLine($"{history.Count} commits, {kills} watchers killed");
    }

    /// <summary>Keeps a process running for each watch, kills one now and then, and gives how many it killed.</summary>
    private int Watch((WatchRun Run, string Path, string Reader)[] watches)
    {
        ChildProcess[] children = [.. watches.Select(Start)];
        int kills = 0;
        for (var time = new ProofTime(); !time.IsOver || kills < watches.Length; kills++)
        {
            int victim = _random.Next(watches.Length);
            children[victim].Await("got");
            Thread.Sleep(_random.Next(KillMilliseconds));
            children[victim].Kill();
            Assert.Null(children[victim].Failure);
            children[victim].Dispose();
            children[victim] = Start(watches[victim]);
        }

        foreach (ChildProcess child in children)
        {
            child.Await("got");
            child.Close();
            Assert.Null(child.Failure);
            child.Dispose();
        }

        return kills;
    }

    private ChildProcess Start((WatchRun Run, string Path, string Reader) watch)
    {
        ChildProcess child = ChildProcess.Open(StoreKinds.Small, _folder.Store, watch.Run.OnLine);
        string path = watch.Path.Length == 0 ? WatchWorkload.None : watch.Path;
        child.Send(FormattableString.Invariant($"run watch {watch.Reader} {watch.Run.Next} {path} {_random.Next()}"));
        return child;
    }

    private void Check(WatchRun run, WatchTruth truth, string path)
    {
        Assert.Empty(WatchContract.FindFaults(run, truth));
        int count = run.Deliveries.Count();
        Assert.True(count > 0, "nothing was delivered, so nothing was proved");
        output.WriteLine(
            $"'{path}'{(run.IsNamed ? ", named" : "")}: {run.Sessions.Count} sessions, {count} deliveries");
    }
}
