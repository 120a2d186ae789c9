namespace Holdfast.Replicas;

/// <summary>The fact that a function has the turn; give it back with <see cref="Turn.Release"/>.</summary>
/// <param name="Until">When others stop honouring it, in milliseconds of the machine's clock since boot; <see cref="long.MaxValue"/>: never.</param>
internal sealed record TurnHold(long Until);
