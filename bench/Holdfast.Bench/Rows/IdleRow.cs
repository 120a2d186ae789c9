using Holdfast.Bench.Measuring;

namespace Holdfast.Bench.Rows;

/// <summary>What watchers cost a commit that none of them waits for.</summary>
internal sealed class IdleRow : Row
{
    private const int Watchers = 10_000;

    public override string Name => "idle";

    public override string About => "a commit with ten thousand idle watchers beside one with none, file log";

    public override IEnumerable<Finding> Measure(Workbench bench)
    {
        using Store watchedStore = Store.Open(bench.NewFolder());
        using Store quietStore = Store.Open(bench.NewFolder());
        State watched = watchedStore.GetState("idle");
        Watch[] watches = [.. Enumerable.Range(0, Watchers).Select(index => watched.Watch($"/watched/{index}"))];
        using CancellationTokenSource end = new();
        Task[] waits = [.. watches.Select(watch => watch.NextAsync(timeout: null, end.Token).AsTask())];
        Series[] series = Rounds.Take(
            bench, Contend(bench, watched, "10,000 idle watchers"),
            Contend(bench, quietStore.GetState("idle"), "no watcher"));
        yield return Finding.Compare("commit", series[0], series[1], Target.AtMost(1.5, 1.1));
        end.Cancel();
        Task.WhenAll(waits).ContinueWith(static _ => { }, TaskScheduler.Default).Wait();
        foreach (Watch watch in watches) watch.Dispose();
    }

    private static Contender Contend(Workbench bench, State state, string name)
    {
        StatePath path = StatePath.Parse("/other");
        return new Contender(name, Unit.Time, () => Loop.Time(bench.Options.Slice, count =>
        {
            for (int index = 0; index < count; index++) state.Set(path, index);
        }));
    }
}
