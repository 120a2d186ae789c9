using System.Globalization;
using Holdfast.Bench.Children;
using Holdfast.Bench.Measuring;
using Holdfast.Bench.Peers;

namespace Holdfast.Bench.Rows;

/// <summary>Opening a store with a million entries in a fresh process, and the memory that they take.</summary>
internal sealed class OpenRow : Row
{
    private const int RedisCommandsAtOnce = 1_000;

    public override string Name => "open";

    public override string About =>
        "opening a store with a million entries (10-byte key, 20-byte text), and their memory";

    public override IEnumerable<Finding> Measure(Workbench bench)
    {
        string folder = bench.NewFolder();
        using (Store store = Store.Open(folder))
        {
            State state = store.GetState(Entries.Namespace);
            Entries.Fill(state, Entries.Million);
            state.Find()!.SaveCheckpoint();
        }

        (double Nanoseconds, double Bytes)[] figures = [.. Enumerable.Range(0, bench.Options.Rounds)
            .Select(_ => Open(folder))];
        yield return Finding.Alone(
            "open and read one",
            new Series("fresh process", Unit.Time, [.. figures.Select(figure => figure.Nanoseconds)]),
            Target.AtMost(2e9, 0.8e9));
        Series memory = new Series("fresh process", Unit.Bytes, [.. figures.Select(figure => figure.Bytes)])
            .Per(Entries.Million);
        yield return Finding.Beside("memory for an entry", memory, OfDictionary(), Target.AtMost(220, 130));
        if (bench.Has(Tool.Redis)) yield return Finding.Beside("memory for an entry", memory, OfRedis(bench), null);
    }

    private static (double Nanoseconds, double Bytes) Open(string folder)
    {
        using Child child = Child.Start(ChildRoles.Open);
        string[] figures = child.Ask(folder).Split(' ');
        return (double.Parse(figures[0], CultureInfo.InvariantCulture),
            double.Parse(figures[1], CultureInfo.InvariantCulture));
    }

    private static Series OfDictionary()
    {
        long before = GC.GetTotalMemory(forceFullCollection: true);
        Dictionary<string, string> entries = new(StringComparer.Ordinal);
        for (int index = 0; index < Entries.Million; index++) entries.Add(Entries.KeyOf(index), Entries.TextOf(index));
        long after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(entries);
        return new Series("Dictionary<string, string>", Unit.Bytes, [(double)(after - before) / Entries.Million]);
    }

    private static Series OfRedis(Workbench bench)
    {
        using RedisServer server = RedisServer.Start(bench);
        using RedisConnection redis = server.ConnectSocket();
        long before = redis.Info("memory", "used_memory");
        for (int first = 0; first < Entries.Million; first += RedisCommandsAtOnce)
        {
            byte[] sets = [.. Enumerable.Range(first, RedisCommandsAtOnce)
                .SelectMany(index => RedisConnection.Request("SET", Entries.KeyOf(index), Entries.TextOf(index)))];
            redis.Ask(sets, RedisCommandsAtOnce);
        }

        return new Series(
            "Redis", Unit.Bytes, [(double)(redis.Info("memory", "used_memory") - before) / Entries.Million]);
    }
}
