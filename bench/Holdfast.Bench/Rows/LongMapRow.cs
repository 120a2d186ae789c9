using Holdfast.Bench.Measuring;
using Holdfast.Bench.Peers;
using Holdfast.Processes;

namespace Holdfast.Bench.Rows;

/// <summary>The map that zproc measures itself by, beside Python's pool of processes, as there.</summary>
/// <remarks>Source. zproc's <c>mapper.py</c> and <c>multiprocessing_vs_zproc.py</c>: ten million squares.</remarks>
internal sealed class LongMapRow : Row
{
    private const int Items = 10_000_000;
    private const int Workers = 2;

    public override string Name => "long-map";

    public override string About => "context.Map over ten million numbers, two warm workers";

    public override IEnumerable<Finding> Measure(Workbench bench)
    {
        if (!bench.Has(Tool.Python)) yield break;
        using ProcessContext context = new(bench.NewFolder(), new ProcessContextOptions { Workers = Workers });
        Series[] series = Rounds.Take(
            bench,
            new Contender("map of x·x", Unit.Time, () => Loop.Once(() => Drain(context))),
            new PythonPeer(bench).Time("multiprocessing.Pool.map", "pool_map_long"));
        yield return Finding.Compare("x·x of ten million", series[0], series[1]);
    }

    private static long Square(long number) => number * number;

    private static void Drain(ProcessContext context)
    {
        long last = 0;
        foreach (long result in context.Map(Square, Enumerable.Range(0, Items).Select(number => (long)number)))
            last ^= result;
        GC.KeepAlive(last);
    }
}
