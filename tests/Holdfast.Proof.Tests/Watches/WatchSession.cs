using Holdfast.Proof.Child.Workloads;

namespace Holdfast.Proof.Tests.Watches;

/// <summary>What one open watch delivered.</summary>
/// <param name="From">The first revision that was asked for; 0: where a named reader was.</param>
/// <param name="Position">The position that it began at.</param>
/// <param name="Deliveries">What came, in the order in which it came.</param>
internal sealed record WatchSession(long From, long Position, List<Delivery> Deliveries);
