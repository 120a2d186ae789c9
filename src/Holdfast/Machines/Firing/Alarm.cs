using Holdfast.Machines.Definitions;

namespace Holdfast.Machines.Firing;

/// <summary>A delayed transition of a state that the machine is in, and when it is taken.</summary>
/// <param name="Step">The transition.</param>
/// <param name="Due">
/// When; null when that time is over and the machine is in the state all the same: it is not taken any more, and is
/// kept so that it can be told from one that a newer definition adds.
/// </param>
internal sealed record Alarm<TState, TTrigger>(Step<TState, TTrigger> Step, DateTimeOffset? Due)
    where TState : notnull
    where TTrigger : notnull;
