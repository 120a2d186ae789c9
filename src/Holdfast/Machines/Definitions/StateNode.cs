namespace Holdfast.Machines.Definitions;

/// <summary>A state of a finished definition, with its place among super-states and sub-states.</summary>
/// <remarks>Threads. Immutable once the compiler is done.</remarks>
internal sealed class StateNode<TState, TTrigger>(int index, TState state, string name)
    where TState : notnull
    where TTrigger : notnull
{
    public int Index { get; } = index;

    public TState State { get; } = state;

    /// <summary>The state as text, as it is stored and drawn.</summary>
    public string Name { get; } = name;

    public StateNode<TState, TTrigger>? Parent { get; set; }

    /// <summary>The sub-state to go on to when this state is entered.</summary>
    public StateNode<TState, TTrigger>? Initial { get; set; }

    /// <summary>Whether entering it goes to where the machine was in it last.</summary>
    public bool Remembers { get; set; }

    public MachineAction<TState, TTrigger>[] Entry { get; set; } = [];

    public MachineAction<TState, TTrigger>[] Exit { get; set; } = [];

    /// <summary>The transitions as they were written, in that order.</summary>
    public Step<TState, TTrigger>[] Steps { get; set; } = [];

    /// <summary>Those of <see cref="Steps"/> that wait for a time.</summary>
    public Step<TState, TTrigger>[] Delays { get; set; } = [];

    /// <summary>Where a machine ends up that comes here and remembers nothing.</summary>
    public StateNode<TState, TTrigger> Landing => Initial is null ? this : Initial.Landing;

    /// <summary>The state and those around it, from the inside out.</summary>
    public IEnumerable<StateNode<TState, TTrigger>> Ancestry
    {
        get
        {
            for (StateNode<TState, TTrigger>? node = this; node is not null; node = node.Parent) yield return node;
        }
    }

    public bool IsIn(StateNode<TState, TTrigger> other)
    {
        for (StateNode<TState, TTrigger>? node = this; node is not null; node = node.Parent)
            if (node == other) return true;
        return false;
    }

    public override string ToString() => Name;
}
