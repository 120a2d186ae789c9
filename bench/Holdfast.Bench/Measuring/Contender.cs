namespace Holdfast.Bench.Measuring;

/// <summary>Something that can be measured once more at any time.</summary>
/// <param name="Name">What the report calls it.</param>
/// <param name="Unit">What a figure counts.</param>
/// <param name="Measure">Takes one figure.</param>
internal sealed record Contender(string Name, Unit Unit, Func<double> Measure);
