using Holdfast.Bench.Measuring;
using Holdfast.Lifecycle.Resources;

namespace Holdfast.Bench.Rows;

/// <summary>Opening and closing what is open already.</summary>
internal sealed class ResourceRow : Row
{
    public override string Name => "resource";

    public override string About => "SharedResource, open and close while open";

    public override IEnumerable<Finding> Measure(Workbench bench)
    {
        SharedResource<object> resource = SharedResource.Create(() => new object());
        resource.Open();
        Contender counted = new("open and close", Unit.Time, () => Loop.Time(bench.Options.Slice, count =>
        {
            for (int index = 0; index < count; index++)
            {
                resource.Open();
                resource.Close();
            }
        }));
        Contender leased = new("lease", Unit.Time, () => Loop.Time(bench.Options.Slice, count =>
        {
            for (int index = 0; index < count; index++) resource.Lease().Dispose();
        }));
        Series[] series = Rounds.Take(bench, counted, leased, Counter(bench));
        yield return Finding.Compare("open and close", series[0], series[2], Target.AtMost(2, 1));
        yield return Finding.Compare("lease and its end", series[1], series[2]);
        resource.Close();
    }

    /// <summary>The plainest that could be written instead.</summary>
    private static Contender Counter(Workbench bench)
    {
        object guard = new();
        int opens = 1;
        return new Contender("a lock and a counter", Unit.Time, () => Loop.Time(bench.Options.Slice, count =>
        {
            for (int index = 0; index < count; index++)
            {
                lock (guard) opens++;
                lock (guard) opens--;
            }
        }));
    }
}
