using System.Collections.Immutable;
using Holdfast.Bench.Measuring;
using Holdfast.Immutable;

namespace Holdfast.Bench.Rows;

/// <summary>A change of one field of a bag, small and large.</summary>
internal sealed class BagRow : Row
{
    private static readonly Value[] Values = [.. Enumerable.Range(0, 16).Select(number => (Value)number)];

    public override string Name => "bag";

    public override string About => "ImmutableState.With of one field of 10 and of 1,000";

    public override IEnumerable<Finding> Measure(Workbench bench)
    {
        yield return Measure(bench, 10);
        yield return Measure(bench, 1_000);
    }

    private static Finding Measure(Workbench bench, int fields)
    {
        string[] names = [.. Enumerable.Range(0, fields).Select(number => $"field{number}")];
        ImmutableState bag = new([.. names.Select((name, index) => (name, (Value)index))]);
        ImmutableDictionary<string, Value> dictionary = names
            .Select((name, index) => KeyValuePair.Create(name, (Value)index))
            .ToImmutableDictionary(StringComparer.Ordinal);
        Series[] series = Rounds.Take(
            bench,
            new Contender("With", Unit.Time, () => Loop.Time(bench.Options.Slice, count =>
            {
                for (int index = 0; index < count; index++)
                    bag = bag.With(names[index % names.Length], Values[index & 15]);
            })),
            new Contender("ImmutableDictionary", Unit.Time, () => Loop.Time(bench.Options.Slice, count =>
            {
                for (int index = 0; index < count; index++)
                    dictionary = dictionary.SetItem(names[index % names.Length], Values[index & 15]);
            })));
        return Finding.Compare($"one field of {fields:N0}", series[0], series[1], Target.AtMost(2, 1));
    }
}
