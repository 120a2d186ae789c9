using Holdfast.Cli.Bench;

namespace Holdfast.Cli.Tests.Bench;

public sealed class BenchResultTests
{
    private const double Millisecond = 1e6;

    [Theory]
    [InlineData(1.0, "")]
    [InlineData(0.9, "")]
    [InlineData(0.89, "rate")]
    public void Faults_RateBeside90Percent_TellsIt(double part, string fault)
    {
        BenchResult result = Result(new Tally(), rate: 0);
        result = result with { Rate = result.StatedRate * part };
        Assert.Equal(fault, string.Join(' ', result.Faults));
    }

    [Theory]
    [InlineData(499, "")]
    [InlineData(500, "slowest")]
    public void Faults_SlowestBeside500Milliseconds_TellsIt(double milliseconds, string fault)
    {
        Tally tally = new();
        for (int count = 0; count < 1_000; count++) tally.Add(Millisecond);
        tally.Add(milliseconds * Millisecond);
        Assert.Equal(fault, string.Join(' ', Result(tally, rate: 1e12).Faults));
    }

    [Theory]
    [InlineData(199, "")]
    [InlineData(200, "deviation")]
    public void Faults_DeviationBeside100Milliseconds_TellsIt(double apart, string fault)
    {
        Tally tally = new();
        tally.Add(Millisecond);
        tally.Add((apart + 1) * Millisecond);
        Assert.Equal(fault, string.Join(' ', Result(tally, rate: 1e12).Faults));
    }

    private static BenchResult Result(Tally tally, double rate) =>
        new(BenchKind.Commit, 1, Durability.Process, rate, tally);
}
