namespace Holdfast.Machines.Definitions;

/// <summary>All that a builder was told.</summary>
internal sealed class MachineSpecification<TState, TTrigger>(TState initial)
    where TState : notnull
    where TTrigger : notnull
{
    private readonly Dictionary<TState, StateSpecification<TState, TTrigger>> _byState = [];

    public TState Initial { get; } = initial;

    /// <summary>In the order in which they were named first.</summary>
    public List<StateSpecification<TState, TTrigger>> States { get; } = [];

    public Dictionary<TTrigger, ArgumentForm> Arguments { get; } = [];

    public UnhandledTrigger Unhandled { get; set; }

    public Action<GuardContext<TState, TTrigger>>? OnUnhandled { get; set; }

    public bool RevertsOnFailure { get; set; }

    /// <summary>Whether the triggers are the states to go to.</summary>
    public bool IsByTarget { get; init; }

    public StateSpecification<TState, TTrigger> State(TState state)
    {
        if (_byState.TryGetValue(state, out StateSpecification<TState, TTrigger>? known)) return known;
        var added = new StateSpecification<TState, TTrigger>(state);
        _byState.Add(state, added);
        States.Add(added);
        return added;
    }
}
