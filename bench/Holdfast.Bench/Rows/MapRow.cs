using Holdfast.Bench.Measuring;
using Holdfast.Bench.Peers;
using Holdfast.Processes;

namespace Holdfast.Bench.Rows;

/// <summary>A parallel map, beside Python's pool of processes and beside a plain loop.</summary>
internal sealed class MapRow : Row
{
    private const int Items = 1_000_000;
    private const int Workers = 2;

    public override string Name => "map";

    public override string About => "context.Map over a million numbers, two warm workers";

    public override IEnumerable<Finding> Measure(Workbench bench)
    {
        using ProcessContext context = new(bench.NewFolder(), new ProcessContextOptions { Workers = Workers });
        Contender map = new("map of x·x", Unit.Time, () => Loop.Once(() => Drain(context.Map(Square, Numbers()))));
        map.Measure();
        if (bench.Has(Tool.Python))
        {
            Series[] squares = Rounds.Take(
                bench, map, new PythonPeer(bench).Time("multiprocessing.Pool.map", "pool_map"));
            yield return Finding.Compare("x·x of a million", squares[0], squares[1], Target.AtMost(0.5, 0.1));
        }

        Series[] work = Rounds.Take(
            bench,
            new Contender("map of 1 µs", Unit.Time, () => Loop.Once(() => Drain(context.Map(Spin, Numbers())))),
            new Contender("plain loop", Unit.Time, () => Loop.Once(RunPlain)));
        yield return Finding.Compare("a million times 1 µs", work[0], work[1], Target.AtMost(1 / 1.6, 1 / 1.9));
    }

    private static IEnumerable<int> Numbers() => Enumerable.Range(0, Items);

    private static int Square(int number) => number * number;

    /// <summary>About a microsecond of arithmetic.</summary>
    private static int Spin(int number)
    {
        uint mixed = (uint)number;
        for (int step = 0; step < 900; step++) mixed = (mixed * 1_664_525) + 1_013_904_223;
        return (int)mixed;
    }

    private static void RunPlain()
    {
        int last = 0;
        foreach (int number in Numbers()) last ^= Spin(number);
        GC.KeepAlive(last);
    }

    private static void Drain(ParallelMap<int> results)
    {
        int last = 0;
        foreach (int result in results) last ^= result;
        GC.KeepAlive(last);
    }
}
