using Holdfast.Machines.Definitions;

namespace Holdfast.Machines.Firing;

/// <summary>What a machine is asked to do: take a trigger, go to a state, or take a delayed transition.</summary>
internal sealed class Request<TState, TTrigger>
    where TState : notnull
    where TTrigger : notnull
{
    /// <summary>What was fired, as the caller gave it.</summary>
    public TTrigger? Trigger { get; init; }

    /// <summary>The number of what was fired; -1 when no transition of the machine has such a trigger.</summary>
    public int TriggerIndex { get; init; } = -1;

    /// <summary>The state to go to, by whatever trigger; null when a trigger was fired.</summary>
    public StateNode<TState, TTrigger>? Target { get; init; }

    /// <summary>The delay that is over; null when a trigger was fired.</summary>
    public Alarm<TState, TTrigger>? Alarm { get; init; }

    public object? Argument { get; init; }

    public CommitOptions? Commit { get; init; }
}
