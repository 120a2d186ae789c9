using Holdfast.Errors;
using Holdfast.Machines.Definitions;
using Holdfast.Machines.Drawing;
using Holdfast.Machines.Storing;

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
    public bool IsTerminal(TState state) => Blueprint.IsTerminal(NodeOf(state));

    /// <summary>Makes a machine in memory.</summary>
    public Machine<TState, TTrigger> CreateMachine(MachineOptions? options = null) =>
        new(this, Blueprint.Initial, options ?? MachineOptions.Default);

    /// <summary>Makes a machine in memory that begins in a given state, such as one that was kept elsewhere.</summary>
    /// <exception cref="HoldfastArgumentException">UnknownMachineName: there is no such state.</exception>
    public Machine<TState, TTrigger> CreateMachine(TState start, MachineOptions? options = null) =>
        new(this, NodeOf(start), options ?? MachineOptions.Default);

    /// <summary>
    /// Gives the definition as JSON: states, transitions, and the names of guards and actions, whose code stays behind.
    /// </summary>
    public Value ToJson() => DefinitionWriter.ToJson(Blueprint);

    /// <summary>Draws the states and transitions in the language of Mermaid, as pages and issues show it.</summary>
    public string ToMermaid() => MermaidDrawing.Draw(Blueprint);

    /// <summary>Draws the states and transitions in the language of Graphviz, for <c>dot -Tsvg</c>.</summary>
    public string ToDot() => DotDrawing.Draw(Blueprint);

    internal StateNode<TState, TTrigger> NodeOf(TState state) => Blueprint.FindState(state)
        ?? throw new HoldfastArgumentException(
            ErrorCode.UnknownMachineName,
            $"The machine has no state '{Names.Of(state)}'; it has "
                + $"{Names.List(Blueprint.States.Select(node => node.Name))}.");
}
