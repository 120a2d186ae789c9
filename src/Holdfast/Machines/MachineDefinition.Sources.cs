using Holdfast.Errors;
using Holdfast.Machines.Definitions;
using Holdfast.Machines.Storing;

namespace Holdfast.Machines;

/// <summary>Makes definitions of machines without a builder.</summary>
public static class MachineDefinition
{
    /// <summary>Makes a definition in which a state leads to those that are listed for it, and nowhere else.</summary>
    /// <remarks>Its triggers are the states themselves; fire it with <c>TransitionTo</c>.</remarks>
    /// <param name="initial">The state in which a machine begins.</param>
    /// <param name="transitions">
    /// By state, the states that it leads to, in any kind of list; an empty one for a state that nothing leaves.
    /// </param>
    /// <exception cref="InvalidMachineException">
    /// InvalidMachine: a state is listed and has no list of its own, or is never reached.
    /// </exception>
    public static MachineDefinition<TState, TState> FromTransitions<TState, TTargets>(
        TState initial, IEnumerable<KeyValuePair<TState, TTargets>> transitions)
        where TState : notnull
        where TTargets : IEnumerable<TState>
    {
        ArgumentNullException.ThrowIfNull(initial);
        ArgumentNullException.ThrowIfNull(transitions);
        var machine = new MachineSpecification<TState, TState>(initial) { IsByTarget = true };
        foreach ((TState from, TTargets targets) in transitions)
        {
            StateSpecification<TState, TState> state = machine.State(from);
            foreach (TState target in targets.Distinct())
                state.Steps.Add(new(StepKind.Go) { Trigger = target, Targets = [target] });
        }

        return new(Compiler<TState, TState>.Compile(machine));
    }

    /// <summary>Reads a definition that was written as JSON.</summary>
    /// <param name="json">What <see cref="MachineDefinition{TState, TTrigger}.ToJson"/> gave.</param>
    /// <param name="guards">
    /// The functions of its guards, by name. A transition whose guard has none is refused with MachineCodeMissing.
    /// Its actions are not called, and refuse their transition where they run inside the firing.
    /// </param>
    /// <exception cref="HoldfastOperationException">NotAMachine: it is no such text.</exception>
    /// <exception cref="InvalidMachineException">InvalidMachine: it contradicts itself.</exception>
    public static MachineDefinition<string, string> FromJson(
        Value json, IReadOnlyDictionary<string, Func<GuardContext<string, string>, bool>>? guards = null) =>
        new DefinitionReader(guards).Read(json);
}
