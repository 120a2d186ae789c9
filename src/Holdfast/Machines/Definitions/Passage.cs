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
    }

    public StateNode<TState, TTrigger> Landing { get; }

    public Route<TState, TTrigger> Route { get; }

    /// <summary>From the inside out, those of the transition, and from the outside in.</summary>
    public MachineAction<TState, TTrigger>[] Actions { get; }
}
