using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Holdfast.Bench.Children;
using Holdfast.Bench.Measuring;
using Holdfast.Bench.Peers;

namespace Holdfast.Bench.Rows;

/// <summary>Reads of one number that other processes could change at any moment.</summary>
internal sealed class ReadRow : Row
{
    private const string Key = "/stock/tea";
    private const int AllocationReads = 1_000_000;

    private static readonly StatePath Parsed = StatePath.Parse(Key);

    public override string Name => "read";

    public override string About => "reads of a shared number, file log";

    public override IEnumerable<Finding> Measure(Workbench bench)
    {
        string folder = bench.NewFolder();
        using Store store = Store.Open(folder);
        State state = store.GetState("read");
        Fill(state);
        Contender text = Contend(bench, "path as text", count => ReadText(state, count));
        Contender parsed = Contend(bench, "parsed path", count => ReadParsed(state, count));

        Series[] plain = Rounds.Take(bench, text, parsed, Concurrent(bench), Immutable(bench));
        yield return Finding.Compare("path as text", plain[0], plain[2], Target.AtMost(3, 2.2));
        yield return Finding.Compare("parsed StatePath", plain[1], plain[2], Target.AtMost(1.5, 1.2));
        yield return Finding.Compare("parsed StatePath", plain[1], plain[3]);
        yield return Finding.Alone(
            "bytes allocated by a million reads of each kind", Allocation(state), Target.AtMost(0, 0));
        yield return WithWriter(bench, folder, parsed);
        foreach (Finding finding in BesidePrograms(bench, parsed)) yield return finding;
    }

    private static void Fill(State state)
    {
        // Neighbours, so that the path is found among others as in a real document.
        foreach (string name in (string[])["coffee", "cocoa", "milk", "sugar", "cups"]) state.Set($"/stock/{name}", 1);
        state.Set(Parsed, 10);
    }

    private static Contender Contend(Workbench bench, string name, Action<int> repeat) =>
        new(name, Unit.Time, () => Loop.Time(bench.Options.Slice, repeat));

    private static Contender Concurrent(Workbench bench)
    {
        ConcurrentDictionary<string, long> dictionary = new(StringComparer.Ordinal) { [Key] = 10 };
        return Contend(bench, "ConcurrentDictionary", count =>
        {
            long sum = 0;
            for (int index = 0; index < count; index++) sum += dictionary[Key];
            Check(sum, count);
        });
    }

    private static Contender Immutable(Workbench bench)
    {
        ImmutableDictionary<string, long> dictionary = ImmutableDictionary.Create<string, long>(StringComparer.Ordinal);
        foreach (string name in (string[])["coffee", "cocoa", "milk", "sugar", "cups"])
            dictionary = dictionary.Add("/stock/" + name, 1);
        dictionary = dictionary.Add(Key, 10);
        return Contend(bench, "ImmutableDictionary", count =>
        {
            long sum = 0;
            for (int index = 0; index < count; index++) sum += dictionary[Key];
            Check(sum, count);
        });
    }

    private static void ReadText(State state, int count)
    {
        long sum = 0;
        for (int index = 0; index < count; index++) sum += state.Get<long>(Key);
        Check(sum, count);
    }

    private static void ReadParsed(State state, int count)
    {
        long sum = 0;
        for (int index = 0; index < count; index++) sum += state.Get<long>(Parsed);
        Check(sum, count);
    }

    private static void Check(long sum, int count)
    {
        if (sum != 10L * count) throw new InvalidDataException($"{count} reads gave the sum {sum}.");
    }

    private static Series Allocation(State state)
    {
        // Once before, so that what is made at the first use is there.
        ReadText(state, AllocationReads);
        ReadParsed(state, AllocationReads);
        long before = GC.GetAllocatedBytesForCurrentThread();
        ReadText(state, AllocationReads);
        ReadParsed(state, AllocationReads);
        double allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        return new Series("reads", Unit.Bytes, [allocated]);
    }

    /// <summary>
    /// The same while another process commits about a thousand times a second, which this one has to apply.
    /// </summary>
    private static Finding WithWriter(Workbench bench, string folder, Contender quiet)
    {
        using Child writer = Child.Start(ChildRoles.Write, folder);
        Contender busy = quiet with
        {
            Name = "parsed path",
            Measure = () =>
            {
                writer.Tell(bench.Options.Slice.TotalSeconds.ToString(CultureInfo.InvariantCulture));
                double figure = quiet.Measure();
                writer.Answer();
                return figure;
            },
        };
        Series[] series = Rounds.Take(bench, busy, quiet with { Name = "nobody commits" });
        return Finding.Compare("while another process commits each millisecond", series[0], series[1]);
    }

    private static IEnumerable<Finding> BesidePrograms(Workbench bench, Contender parsed)
    {
        if (bench.Has(Tool.Redis))
        {
            using RedisServer server = RedisServer.Start(bench);
            using RedisConnection loopback = server.ConnectLoopback();
            using RedisConnection socket = server.ConnectSocket();
            loopback.Ask(RedisConnection.Request("SET", "tea", "10"));
            byte[] get = RedisConnection.Request("GET", "tea");
            Series[] series = Rounds.Take(
                bench, parsed, RedisReads(bench, "Redis GET, loopback", loopback, get),
                RedisReads(bench, "Redis GET, Unix socket", socket, get));
            yield return Finding.Compare("parsed StatePath", series[0], series[1]);
            yield return Finding.Compare("parsed StatePath", series[0], series[2]);
        }

        if (bench.Has(Tool.Python))
        {
            PythonPeer python = new(bench);
            Series[] series = Rounds.Take(
                bench, parsed, python.Time("SQLite SELECT (Python)", "sqlite_read"),
                python.Time("multiprocessing.Manager", "manager_read"));
            yield return Finding.Compare("parsed StatePath", series[0], series[1]);
            yield return Finding.Compare("parsed StatePath", series[0], series[2]);
        }
    }

    private static Contender RedisReads(
        Workbench bench, string name, RedisConnection redis, byte[] get) => Contend(bench, name, count =>
    {
        for (int index = 0; index < count; index++) redis.Ask(get, lines: 2);
    });
}
