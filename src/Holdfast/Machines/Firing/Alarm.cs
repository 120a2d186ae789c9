using Holdfast.Machines.Definitions;

namespace Holdfast.Machines.Firing;

/// <summary>A delayed transition and when it is taken.</summary>
internal sealed record Alarm<TState, TTrigger>(Step<TState, TTrigger> Step, DateTimeOffset Due)
    where TState : notnull
    where TTrigger : notnull;
