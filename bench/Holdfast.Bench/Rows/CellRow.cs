using Holdfast.Bench.Measuring;
using Holdfast.Immutable;

namespace Holdfast.Bench.Rows;

/// <summary>An update of a small record in a cell in memory.</summary>
internal sealed class CellRow : Row
{
    public override string Name => "cell";

    public override string About => "StateCell.Update of a small record in memory";

    public override IEnumerable<Finding> Measure(Workbench bench)
    {
        StateCell<Point> cell = new(new Point(0, 0));
        Holder holder = new();
        Series[] series = Rounds.Take(
            bench,
            new Contender("StateCell.Update", Unit.Time, () => Loop.Time(bench.Options.Slice, count =>
            {
                for (int index = 0; index < count; index++) cell.Update(static point => point.Moved());
            })),
            new Contender("CompareExchange loop", Unit.Time, () => Loop.Time(bench.Options.Slice, count =>
            {
                for (int index = 0; index < count; index++) holder.Update(static point => point.Moved());
            })));
        yield return Finding.Compare("update", series[0], series[1], Target.AtMost(2, 1.2));
    }

    private sealed record Point(int X, int Y)
    {
        public Point Moved() => this with { X = X + 1, Y = Y + 1 };
    }

    /// <summary>What a careful programmer writes without a library: an immutable object behind one reference.</summary>
    private sealed class Holder
    {
        private Point _point = new(0, 0);

        public Point Update(Func<Point, Point> change)
        {
            while (true)
            {
                Point seen = Volatile.Read(ref _point);
                Point next = change(seen);
                if (Interlocked.CompareExchange(ref _point, next, seen) == seen) return next;
            }
        }
    }
}
