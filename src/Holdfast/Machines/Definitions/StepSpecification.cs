namespace Holdfast.Machines.Definitions;

/// <summary>What a builder was told of one transition.</summary>
internal sealed class StepSpecification<TState, TTrigger>(StepKind kind)
    where TState : notnull
    where TTrigger : notnull
{
    public StepKind Kind { get; } = kind;

    /// <summary>What it waits for; empty when it waits for a time.</summary>
    public TTrigger? Trigger { get; init; }

    public TimeSpan? Delay { get; init; }

    /// <summary>Where it may go: one state, several of a choice, none when it stays.</summary>
    public TState[] Targets { get; init; } = [];

    public Func<GuardContext<TState, TTrigger>, TState>? Choose { get; init; }

    public List<Guard<TState, TTrigger>> Guards { get; } = [];

    public List<MachineAction<TState, TTrigger>> Actions { get; } = [];
}
