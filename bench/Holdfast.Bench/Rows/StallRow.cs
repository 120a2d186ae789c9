using Holdfast.Bench.Measuring;
using Holdfast.Bench.Peers;

namespace Holdfast.Bench.Rows;

/// <summary>How long the slowest commit of a thousand takes while the log is flushed every 100 ms.</summary>
internal sealed class StallRow : Row
{
    private const double SlowestOfAThousand = 0.999;
    private const int SampleRoom = 8_000_000;

    public override string Name => "stall";

    public override string About => "slowest of a thousand commits, file log that is flushed every 100 ms";

    public override IEnumerable<Finding> Measure(Workbench bench)
    {
        using Store store = Store.Open(bench.NewFolder());
        State state = store.GetState("stall");
        StatePath path = StatePath.Parse("/stock/tea");
        int value = 0;
        Contender commits = Contend(bench, "p99.9", SlowestOfAThousand, () => state.Set(path, value++));
        Contender worst = Contend(bench, "slowest of all", 1, () => state.Set(path, value++));
        if (!bench.Has(Tool.Redis))
        {
            Series[] alone = Rounds.Take(bench, commits, worst);
            yield return Finding.Alone("p99.9", alone[0], Limit);
            yield return Finding.Alone("slowest of all", alone[1]);
            yield break;
        }

        using RedisServer server = RedisServer.Start(bench, "--appendonly", "yes", "--appendfsync", "everysec");
        using RedisConnection redis = server.ConnectSocket();
        byte[] set = RedisConnection.Request("SET", "tea", "10");
        Series[] series = Rounds.Take(
            bench,
            commits,
            worst,
            Contend(bench, "Redis, flushed each second", SlowestOfAThousand, () => redis.Ask(set)),
            Contend(bench, "Redis, flushed each second", 1, () => redis.Ask(set)));
        yield return Finding.Beside("p99.9", series[0], series[2], Limit);
        yield return Finding.Beside("slowest of all", series[1], series[3], null);
    }

    private static Target Limit => Target.AtMost(5e6, 1e6);

    private static Contender Contend(Workbench bench, string name, double part, Action operation)
    {
        Samples samples = new(SampleRoom);
        return new Contender(name, Unit.Time, () =>
        {
            Loop.Sample(bench.Options.Slice, samples, operation);
            return samples.Percentile(part);
        });
    }
}
