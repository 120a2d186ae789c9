namespace Holdfast.Machines;

/// <summary>What an entry, exit or transition action works with.</summary>
/// <remarks>Threads. Immutable.</remarks>
public sealed class ActionContext<TState, TTrigger>
    where TState : notnull
    where TTrigger : notnull
{
    internal ActionContext(
        Machine<TState, TTrigger> machine, Transition<TState, TTrigger> transition, Transaction? transaction) =>
        (Machine, Transition, Transaction) = (machine, transition, transaction);

    /// <summary>The machine that took the transition.</summary>
    public Machine<TState, TTrigger> Machine { get; }

    /// <summary>The transition.</summary>
    public Transition<TState, TTrigger> Transition { get; }

    /// <summary>
    /// The commit that the firing becomes, for what has to change with it or not at all; there is one only for a
    /// machine at a path whose actions run inside the firing (<c>RevertOnFailure</c>).
    /// </summary>
    public Transaction? Transaction { get; }
}
