using Holdfast.Bench.Measuring;
using Holdfast.Configuration;

namespace Holdfast.Bench.Rows;

/// <summary>
/// Changes of a configuration at a path, beside commits of the kernel alone, and reads of its versions.
/// </summary>
internal sealed class ConfigRow : Row
{
    private const int RecentVersions = 100;

    private static readonly StatePath Plain = StatePath.Parse("/plain/web");

    private static readonly Value Values = Value.Parse(
        """
        {"port":80,"host":"a.example","cache":{"ttl":300,"size":1000},"retries":3,"names":["a","b","c"],"debug":false}
        """);

    public override string Name => "config";

    public override string About => "a configuration at a path: set, beside an atomic function, and earlier versions";

    public override IEnumerable<Finding> Measure(Workbench bench)
    {
        using Store folder = Store.Open(bench.NewFolder());
        using Store memory = Store.Open("memory:");
        Config inFolder = Make(folder), inMemory = Make(memory);
        Series[] series = Rounds.Take(
            bench,
            Contend(bench, "set, folder", count => Set(inFolder, count)),
            Contend(bench, "the same writes in an atomic function", count => Atomic(folder.GetState("app"), count)),
            Contend(bench, "set, memory:", count => Set(inMemory, count)),
            Contend(bench, "the same writes in an atomic function", count => Atomic(memory.GetState("app"), count)));
        yield return Finding.Compare("set in a folder", series[0], series[1], Target.AtMost(3, 2));
        yield return Finding.Compare("set in memory:", series[2], series[3], Target.AtMost(3, 2));

        series = Rounds.Take(
            bench,
            Contend(bench, "At, recent, folder", count => ReadRecent(inFolder, count)),
            Contend(bench, "At, recent, memory:", count => ReadRecent(inMemory, count)),
            Contend(bench, "At, any, folder", count => ReadAny(inFolder, count)),
            Contend(bench, "At, any, memory:", count => ReadAny(inMemory, count)));
        yield return Finding.Alone("one of the last 100 versions, folder", series[0], Target.AtMost(1e6, 1e5));
        yield return Finding.Alone("one of the last 100 versions, memory:", series[1], Target.AtMost(1e6, 1e5));
        yield return Finding.Alone($"any of {inFolder.Version:N0} versions, folder", series[2]);
        yield return Finding.Alone($"any of {inMemory.Version:N0} versions, memory:", series[3]);
    }

    private static Config Make(Store store)
    {
        State state = store.GetState("app");
        state.Set(Plain, Value.FromMembers(
        [
            new("version", 0), new("parent", Value.Null), new("registered", 0), new("metadata", Value.EmptyObject),
            new("values", Values),
        ]));
        return state.GetConfigurations("/config").Register("web", Values);
    }

    private static Contender Contend(Workbench bench, string name, Action<int> repeat) =>
        new(name, Unit.Time, () => Loop.Time(bench.Options.Slice, repeat));

    private static void Set(Config config, int count)
    {
        StatePath key = StatePath.Parse("/cache/ttl");
        for (int index = 0; index < count; index++) config.Set(key, index);
    }

    private static void Atomic(State state, int count)
    {
        StatePath version = Plain / "version", parent = Plain / "parent", key = Plain / "values" / "cache" / "ttl";
        for (int index = 0; index < count; index++)
        {
            state.Atomic(transaction =>
            {
                long last = (long)transaction.Get(Plain)["version"];
                transaction.Set(version, last + 1);
                transaction.Set(parent, Value.FromMembers(
                    [new("version", last), new("revision", transaction.Revision.Number)]));
                transaction.Set(key, index);
            });
        }
    }

    private static void ReadRecent(Config config, int count)
    {
        long newest = config.Version;
        for (int index = 0; index < count; index++) config.At(newest - 1 - (index % RecentVersions));
    }

    private static void ReadAny(Config config, int count)
    {
        long newest = config.Version;
        for (int index = 0; index < count; index++) config.At(index * 7919L % newest);
    }
}
