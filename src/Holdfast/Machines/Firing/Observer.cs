using Holdfast.Machines.Definitions;

namespace Holdfast.Machines.Firing;

/// <summary>Who wants to be told of transitions: of all, or of those that come to a state.</summary>
internal sealed class Observer<TState, TTrigger>(
    StateNode<TState, TTrigger>? state, Action<Machine<TState, TTrigger>, Transition<TState, TTrigger>> callback)
    where TState : notnull
    where TTrigger : notnull
{
    public bool IsForAny => state is null;

    public Action<Machine<TState, TTrigger>, Transition<TState, TTrigger>> Callback { get; } = callback;

    /// <summary>Whether a transition comes to its state: ends in it, or in a sub-state from outside of it.</summary>
    public bool Wants(
        TransitionKind kind, StateNode<TState, TTrigger>? from, StateNode<TState, TTrigger>? to) =>
        state is null
        || (kind != TransitionKind.Internal && to is not null
            && (to == state || (to.IsIn(state) && from?.IsIn(state) != true)));
}
