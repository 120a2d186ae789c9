using System.Diagnostics;
using System.Globalization;

// The proofs use the whole machine, and one of them measures waiting: they run one after another.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Holdfast.Proof.Tests;

/// <summary>How long each proof goes on: HOLDFAST_PROOF_SECONDS, by default 3.</summary>
internal sealed class ProofTime
{
    private const double UsualSeconds = 3;
    private readonly long _begin = Stopwatch.GetTimestamp();

    public static TimeSpan Length { get; } = TimeSpan.FromSeconds(
        double.TryParse(Environment.GetEnvironmentVariable("HOLDFAST_PROOF_SECONDS"), CultureInfo.InvariantCulture,
        out double seconds)
            ? seconds
            : UsualSeconds);

    public bool IsOver => Stopwatch.GetElapsedTime(_begin) >= Length;
}
