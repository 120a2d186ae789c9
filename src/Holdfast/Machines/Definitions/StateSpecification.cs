namespace Holdfast.Machines.Definitions;

/// <summary>What a builder was told of one state.</summary>
internal sealed class StateSpecification<TState, TTrigger>(TState state)
    where TState : notnull
    where TTrigger : notnull
{
    public TState State { get; } = state;

    public List<TState> Supers { get; } = [];

    public List<TState> Initials { get; } = [];

    public bool Remembers { get; set; }

    public List<MachineAction<TState, TTrigger>> Entry { get; } = [];

    public List<MachineAction<TState, TTrigger>> Exit { get; } = [];

    public List<StepSpecification<TState, TTrigger>> Steps { get; } = [];
}
