using System.Diagnostics;
using System.Globalization;

// The proofs use the whole machine, and one of them measures waiting: they run one after another.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Holdfast.Proof.Tests;

/// <summary>
/// How long each proof goes on: HOLDFAST_PROOF_SECONDS, by default 3, and longer while it has done less than it must.
/// </summary>
/// <param name="least">How many rounds the proof must make, however long they take.</param>
internal sealed class ProofTime(int least = 0)
{
    private const double UsualSeconds = 3;
    private readonly long _begin = Stopwatch.GetTimestamp();

    public static TimeSpan Length { get; } = TimeSpan.FromSeconds(
        double.TryParse(Environment.GetEnvironmentVariable("HOLDFAST_PROOF_SECONDS"), CultureInfo.InvariantCulture,
        out double seconds)
            ? seconds
            : UsualSeconds);

    /// <summary>Whether so many rounds are enough.</summary>
    public bool IsOverAfter(int rounds) => rounds >= least && IsOver;

    public bool IsOver => Stopwatch.GetElapsedTime(_begin) >= Length;
}
