using Holdfast.Errors;
using Holdfast.Machines.Definitions;

namespace Holdfast.Machines;

/// <summary>The states of a machine and what leads from one to another: checked, and shared by any machines.</summary>
/// <remarks>Threads. Immutable.</remarks>
public sealed class MachineDefinition<TState, TTrigger>
    where TState : notnull
    where TTrigger : notnull
{
    internal MachineDefinition(Blueprint<TState, TTrigger> blueprint)
    {
        Blueprint = blueprint;
        States = [.. blueprint.States.Select(node => node.State)];
    }

    /// <summary>The state in which a machine begins.</summary>
    public TState Initial => Blueprint.Initial.Landing.State;

    /// <summary>All states, in the order in which they were defined.</summary>
    public IReadOnlyList<TState> States { get; }

    /// <summary>All triggers.</summary>
    public IReadOnlyList<TTrigger> Triggers => Blueprint.Triggers;

    internal Blueprint<TState, TTrigger> Blueprint { get; }

    /// <summary>Tells whether nothing leaves a state: no trigger, and no delay.</summary>
    /// <exception cref="HoldfastArgumentException">UnknownMachineName: there is no such state.</exception>
    public bool IsTerminal(TState state)
    {
        StateNode<TState, TTrigger> node = NodeOf(state);
        return !Blueprint.StepsFrom(node).Any(step => step.Kind is StepKind.Go or StepKind.Choose)
            && !Blueprint.States.Any(other => node.IsIn(other) && other.Delays.Length > 0);
    }

    /// <summary>Makes a machine in memory.</summary>
    public Machine<TState, TTrigger> CreateMachine(MachineOptions? options = null) =>
        new(this, Blueprint.Initial, options ?? MachineOptions.Default);

    /// <summary>Makes a machine in memory that begins in a given state, as one that was kept elsewhere.</summary>
    /// <exception cref="HoldfastArgumentException">UnknownMachineName: there is no such state.</exception>
    public Machine<TState, TTrigger> CreateMachine(TState start, MachineOptions? options = null) =>
        new(this, NodeOf(start), options ?? MachineOptions.Default);

    internal StateNode<TState, TTrigger> NodeOf(TState state) => Blueprint.FindState(state)
        ?? throw new HoldfastArgumentException(
            ErrorCode.UnknownMachineName,
            $"The machine has no state '{Names.Of(state)}'; it has "
                + $"{Names.List(Blueprint.States.Select(node => node.Name))}.");
}
