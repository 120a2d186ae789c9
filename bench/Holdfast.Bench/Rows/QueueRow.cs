using System.Globalization;
using Holdfast.Bench.Children;
using Holdfast.Bench.Measuring;
using Holdfast.Processes.Coordination;

namespace Holdfast.Bench.Rows;

/// <summary>Four processes that claim and complete items of one work queue; each item has to be done once.</summary>
internal sealed class QueueRow : Row
{
    private const int Filled = 200_000;
    private const int EnqueuedAtOnce = 10_000;

    private static readonly int[] Batches = [1, 10, 100];

    /// <summary>Four processes on two processors compile what they run often for seconds.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(8);

    public override string Name => "queue";

    public override string About => "four processes that claim and complete items of one work queue";

    public override IEnumerable<Finding> Measure(Workbench bench)
    {
        List<IDisposable> open = [];
        Contender[] contenders = [.. Batches.Select(batch => Contend(bench, batch, open))];
        Series[] series = Rounds.Take(bench, contenders);
        foreach (IDisposable each in open) each.Dispose();
        yield return Finding.Alone("one at a time", series[0], Target.AtLeast(50e3, 200e3));
        yield return Finding.Alone("ten at a time", series[1], Target.AtLeast(50e3, 200e3));
        yield return Finding.Alone("a hundred at a time", series[2], Target.AtLeast(50e3, 200e3));
    }

    private static Contender Contend(Workbench bench, int batch, List<IDisposable> open)
    {
        string folder = bench.NewFolder();
        Store store = Store.Open(folder);
        WorkQueue queue = store.GetState("work").GetQueue("/queue");
        Crew crew = new(ChildRoles.Claim, folder, batch.ToString(CultureInfo.InvariantCulture));
        open.Add(crew);
        open.Add(store);
        long filled = Fill(queue);
        crew.Run(WarmUp);
        return new Contender($"claim and complete, {batch}", Unit.Rate, () =>
        {
            filled += Fill(queue);
            double rate = crew.Run(bench.Options.Slice);
            Check(queue, filled, crew.Total);
            return rate;
        });
    }

    private static long Fill(WorkQueue queue)
    {
        long filled = 0;
        while (queue.Count().Ready < Filled)
        {
            queue.EnqueueAll(Enumerable.Range(0, EnqueuedAtOnce).Select(number => (Value)number));
            filled += EnqueuedAtOnce;
        }

        return filled;
    }

    private static void Check(WorkQueue queue, long filled, long done)
    {
        WorkQueueCounts counts = queue.Count();
        if (counts != new WorkQueueCounts((int)(filled - done), 0, 0, 0))
            throw new InvalidDataException($"{filled} items were put in, {done} done, and there are {counts}.");
    }
}
