namespace Holdfast.Machines;

/// <summary>What a guard, or a function that chooses a state, decides on.</summary>
/// <remarks>Threads. Immutable; it is valid until the guard returns.</remarks>
public readonly struct GuardContext<TState, TTrigger>
    where TState : notnull
    where TTrigger : notnull
{
    internal GuardContext(
        Machine<TState, TTrigger> machine, TState state, TTrigger? trigger, object? argument, StateView? view) =>
        (Machine, State, Trigger, Argument, View) = (machine, state, trigger, argument, view);

    /// <summary>The machine that is asked.</summary>
    public Machine<TState, TTrigger> Machine { get; }

    /// <summary>
    /// The state that it would leave; the machine itself may be further by now, and is then asked again.
    /// </summary>
    public TState State { get; }

    /// <summary>What was fired; the default value when a delay is over.</summary>
    public TTrigger? Trigger { get; }

    /// <summary>What was given with the trigger; null when nothing was.</summary>
    public object? Argument { get; }

    /// <summary>
    /// For a machine at a path: the state of the same commit, whose reads decide with it; null in memory.
    /// </summary>
    public StateView? View { get; }
}
