using Holdfast.Cli.Bench;

namespace Holdfast.Cli.Tests.Bench;

public sealed class TallyTests
{
    [Fact]
    public void Deviation_OfTwoTallies_IsThatOfAllTheirOperations()
    {
        Tally tally = new();
        tally.Add(2);
        tally.Add(4);
        Tally other = new();
        other.Add(4);
        other.Add(6);
        tally.Add(other);
        Assert.Equal(4, tally.Count);
        Assert.Equal(4, tally.Mean, 9);
        Assert.Equal(Math.Sqrt(2), tally.Deviation, 9);
        Assert.Equal(6, tally.Slowest);
    }

    [Fact]
    public void Add_OperationsTimedTogether_CountEach()
    {
        Tally tally = new();
        tally.Add(640, 64);
        Assert.Equal(64, tally.Count);
        Assert.Equal(10, tally.Mean, 9);
        Assert.Equal(0, tally.Deviation, 9);
        Assert.Equal(640, tally.Slowest);
    }

    [Fact]
    public void Parse_OfItsOwnLine_GivesTheSame()
    {
        Tally tally = new();
        tally.Add(1.5);
        tally.Add(1e9 / 3);
        Tally copy = Tally.Parse(tally.ToLine());
        Assert.Equal(
            (tally.Count, tally.Mean, tally.Deviation, tally.Slowest),
            (copy.Count, copy.Mean, copy.Deviation, copy.Slowest));
    }
}
