namespace Holdfast.Bench.Measuring;

/// <summary>The figures that one contender got, one a round.</summary>
internal sealed record Series(string Name, Unit Unit, IReadOnlyList<double> Rounds)
{
    public double Median => Samples.Median(Rounds);

    public double Least => Rounds.Min();

    public double Most => Rounds.Max();

    /// <summary>
    /// How many times the other this one is, round by round; so what slows a whole round down cancels out.
    /// </summary>
    public Series Over(Series other) => new(
        $"{Name} / {other.Name}", Unit.Ratio, [.. Rounds.Zip(other.Rounds, static (mine, others) => mine / others)]);

    public Series Per(double count) => this with { Rounds = [.. Rounds.Select(figure => figure / count)] };
}
