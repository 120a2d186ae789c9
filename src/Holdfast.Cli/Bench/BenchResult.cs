namespace Holdfast.Cli.Bench;

/// <summary>What one measurement found, and what is to be said of it.</summary>
/// <remarks>Source. The limits are those of <c>etcdctl check perf</c>.</remarks>
internal sealed record BenchResult(BenchKind Kind, int Processes, Durability Durability, double Rate, Tally Tally)
{
    private const double LeastPart = 0.9;
    private const double SlowestNanoseconds = 500e6;
    private const double DeviationNanoseconds = 100e6;

    /// <summary>Wakes are asked for at a fixed pace: as the one load that must not be as fast as it can.</summary>
    public static TimeSpan WakePause { get; } = TimeSpan.FromMilliseconds(5);

    /// <summary>The operations a second that Holdfast states for a machine with two cores and a local disk.</summary>
    public double StatedRate => (Kind, Durability) switch
    {
        (BenchKind.Read, _) => 5_000_000,
        (BenchKind.Wake, _) => TimeSpan.FromSeconds(1) / WakePause,
        (_, Durability.Disk) => 1_000,
        (BenchKind.Commit, _) => 400_000,
        _ => 200_000,
    };

    /// <summary>What is wrong; nothing: it passes.</summary>
    public IReadOnlyList<string> Faults
    {
        get
        {
            List<string> faults = [];
            if (Rate < LeastPart * StatedRate) faults.Add("rate");
            if (Tally.Slowest >= SlowestNanoseconds) faults.Add("slowest");
            if (Tally.Deviation >= DeviationNanoseconds) faults.Add("deviation");
            return faults;
        }
    }
}
