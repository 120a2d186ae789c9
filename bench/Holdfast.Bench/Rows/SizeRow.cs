using Holdfast.Bench.Children;
using Holdfast.Bench.Measuring;

namespace Holdfast.Bench.Rows;

/// <summary>What a commit costs in a large document, beside a small one.</summary>
internal sealed class SizeRow : Row
{
    private const int Thousand = 1_000;

    /// <summary>Larger than any document here and prime, so that the walk meets all entries, in no order.</summary>
    private const long Stride = 1_000_003;

    public override string Name => "size";

    public override string About => "a commit in a document of a million entries beside one of a thousand, file log";

    public override IEnumerable<Finding> Measure(Workbench bench)
    {
        using Store store = Store.Open(bench.NewFolder());
        Series[] series = Rounds.Take(
            bench,
            Contend(bench, store.GetState("large"), "a million entries", Entries.Million),
            Contend(bench, store.GetState("small"), "a thousand entries", Thousand));
        yield return Finding.Compare("commit", series[0], series[1], Target.AtMost(3, 2));
    }

    private static Contender Contend(Workbench bench, State state, string name, int entries)
    {
        Entries.Fill(state, entries);
        StatePath[] paths = [.. Enumerable.Range(0, entries).Select(Entries.PathOf)];
        long place = 0;
        return new Contender(name, Unit.Time, () => Loop.Time(bench.Options.Slice, count =>
        {
            for (int index = 0; index < count; index++)
            {
                place = (place + Stride) % entries;
                state.Set(paths[place], index);
            }
        }));
    }
}
