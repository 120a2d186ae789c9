using System.Diagnostics;
using System.Globalization;
using Holdfast.Cli.Execution;

namespace Holdfast.Cli.Bench;

/// <summary>Measures a store in a namespace of its own, which is removed at the end.</summary>
internal sealed class BenchRun(Store store, BenchPlan plan, CancellationToken token)
{
    /// <summary>Part of a measurement that is worked before it, so that compiled code is measured.</summary>
    private const double WarmUpPart = 0.25;

    public IEnumerable<BenchResult> Measure()
    {
        string name = string.Create(
            CultureInfo.InvariantCulture, $"bench-{Environment.ProcessId}-{Random.Shared.Next():x8}");
        try
        {
            State state = store.GetState(name);
            BenchLoad load = new(state, plan.Durability, token);
            load.Prepare();
            foreach (BenchKind kind in plan.Kinds) yield return Measure(state, load, kind);
        }
        finally
        {
            store.Remove(name);
        }
    }

    private BenchResult Measure(State state, BenchLoad load, BenchKind kind)
    {
        List<BenchWorker> workers = [];
        try
        {
            for (int count = plan.WorkersOf(kind); count > 0; count--)
                workers.Add(BenchWorker.Start(state, kind, plan));
            if (kind != BenchKind.Wake) load.Run(kind, plan.Time * WarmUpPart);
            foreach (BenchWorker worker in workers) worker.AwaitReady();
            long start = Stopwatch.GetTimestamp();
            foreach (BenchWorker worker in workers) worker.Go();
            Tally tally = kind == BenchKind.Wake ? new Tally() : load.Run(kind, plan.Time);
            long rung = kind == BenchKind.Wake ? load.Ring(plan.Time, BenchResult.WakePause) : 0;
            token.ThrowIfCancellationRequested();
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            foreach (BenchWorker worker in workers) tally.Add(worker.AwaitTally());
            if (kind == BenchKind.Wake && tally.Count != rung * workers.Count)
                throw Wrong.Program(
                    $"{workers.Count} watchers saw {tally.Count} commits of {rung} each; please report it");
            return new BenchResult(kind, plan.ProcessesOf(kind), plan.Durability, RateOf(kind, tally, seconds), tally);
        }
        finally
        {
            foreach (BenchWorker worker in workers) worker.Dispose();
        }
    }

    /// <summary>Operations a second; for wakes those of each watcher, which is the pace of the commits.</summary>
    private double RateOf(BenchKind kind, Tally tally, double seconds) =>
        tally.Count / seconds / (kind == BenchKind.Wake ? plan.ProcessesOf(kind) : 1);
}
