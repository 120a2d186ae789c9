namespace Holdfast.Machines.Definitions;

/// <summary>What a transition does when it is taken: where it ends, what it leaves and enters, what it calls.</summary>
/// <remarks>Threads. Immutable.</remarks>
internal sealed class Passage<TState, TTrigger>
    where TState : notnull
    where TTrigger : notnull
{
    public Passage(
        StateNode<TState, TTrigger> from,
        Step<TState, TTrigger> step,
        StateNode<TState, TTrigger> target,
        StateNode<TState, TTrigger> landing)
    {
        (Landing, Route) = (landing, new Route<TState, TTrigger>(from, step, target, landing));
        Actions =
        [
            .. Route.Exited.SelectMany(node => node.Exit),
            .. step.Actions,
            .. Route.Entered.SelectMany(node => node.Entry),
        ];
        Kept = [.. landing.Ancestry.Except(Route.Entered)];
    }

    public StateNode<TState, TTrigger> Landing { get; }

    public Route<TState, TTrigger> Route { get; }

    /// <summary>The states that the machine is in before and after it, without having left them.</summary>
    public StateNode<TState, TTrigger>[] Kept { get; }

    /// <summary>From the inside out, those of the transition, and from the outside in.</summary>
    public MachineAction<TState, TTrigger>[] Actions { get; }
}
