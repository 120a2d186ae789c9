using Holdfast.Proof.Child.Workloads;

namespace Holdfast.Proof.Tests.Linearizability;

/// <summary>One operation of a recorded history.</summary>
/// <param name="Client">Who did it; a client does one at a time.</param>
/// <param name="Operation">What.</param>
/// <param name="Begin">When it was asked for.</param>
/// <param name="End">When the answer was there; <see cref="long.MaxValue"/> when there was none.</param>
/// <param name="Result">The answer; null when there was none, so that it may have been done or not.</param>
internal sealed record Event(int Client, RegisterOperation Operation, long Begin, long End, long? Result);
