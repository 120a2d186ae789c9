using Holdfast.Bench.Children;
using Holdfast.Bench.Measuring;
using Holdfast.Bench.Peers;

namespace Holdfast.Bench.Rows;

/// <summary>Four processes that add to one counter; the sum has to be exact.</summary>
internal sealed class CounterRow : Row
{
    /// <summary>
    /// Time for four compilers to replace what is hot: on two cores that are busy they need seconds, not slices.
    /// </summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    public override string Name => "counter";

    public override string About => "four processes adding to one counter with Atomic, exact sum";

    public override IEnumerable<Finding> Measure(Workbench bench)
    {
        foreach (Finding finding in OfHoldfast(bench)) yield return finding;
        if (bench.Has(Tool.Redis)) yield return BesideRedis(bench);
        if (!bench.Has(Tool.Python)) yield break;
        PythonPeer python = new(bench);
        using Crew adders = new(ChildRoles.Count, bench.NewFolder(), CountRole.Adds);
        Series[] series = Rounds.Take(
            bench,
            Contend(bench, "transaction.Add", adders),
            python.Rate("SQLite UPDATE, unflushed (Python)", "sqlite_counter"),
            python.Rate("multiprocessing.Manager", "manager_counter"));
        yield return Finding.Compare("transaction.Add", series[0], series[1]);
        yield return Finding.Compare("transaction.Add", series[0], series[2]);
    }

    private static IEnumerable<Finding> OfHoldfast(Workbench bench)
    {
        (string adding, string updating) = (bench.NewFolder(), bench.NewFolder());
        using Crew adders = new(ChildRoles.Count, adding, CountRole.Adds);
        using Crew updaters = new(ChildRoles.Count, updating, CountRole.Updates);
        Series[] series = Rounds.Take(
            bench, Contend(bench, "transaction.Add", adders), Contend(bench, "get, then set", updaters));
        Check(adding, adders);
        Check(updating, updaters);
        yield return Finding.Alone("transaction.Add", series[0], Target.AtLeast(200e3, 600e3));
        yield return Finding.Alone("get, then set", series[1], Target.AtLeast(200e3, 600e3));
    }

    private static Finding BesideRedis(Workbench bench)
    {
        using Crew adders = new(ChildRoles.Count, bench.NewFolder(), CountRole.Adds);
        using RedisServer server = RedisServer.Start(bench);
        using Crew clients = new(ChildRoles.CountRedis, server.SocketPath);
        Series[] series = Rounds.Take(
            bench, Contend(bench, "transaction.Add", adders), Contend(bench, "Redis INCR, Unix socket", clients));
        return Finding.Compare("transaction.Add", series[0], series[1]);
    }

    private static Contender Contend(Workbench bench, string name, Crew crew)
    {
        crew.Run(WarmUp);
        return new(name, Unit.Rate, () => crew.Run(bench.Options.Slice));
    }

    private static void Check(string folder, Crew crew)
    {
        using Store store = Store.Open(folder);
        long counter = store.GetState("counter").Get<long>("/counter");
        if (counter != crew.Total)
            throw new InvalidDataException($"The counter is {counter}, but {crew.Total} was added.");
    }
}
