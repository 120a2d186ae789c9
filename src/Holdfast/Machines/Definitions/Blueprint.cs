using System.Collections.Frozen;

namespace Holdfast.Machines.Definitions;

/// <summary>
/// A finished definition as machines use it: numbered states and triggers, and tables of transitions.
/// </summary>
/// <remarks>Threads. Immutable.</remarks>
internal sealed class Blueprint<TState, TTrigger>
    where TState : notnull
    where TTrigger : notnull
{
    public required StateNode<TState, TTrigger>[] States { get; init; }

    public required Indexer<TState> StateIndex { get; init; }

    public required TTrigger[] Triggers { get; init; }

    public required string[] TriggerNames { get; init; }

    public required Indexer<TTrigger> TriggerIndex { get; init; }

    /// <summary>By trigger: the form of what is given with it; null when anything may be.</summary>
    public required ArgumentForm?[] Arguments { get; init; }

    /// <summary>The state that was named as the initial one; a machine begins in its landing.</summary>
    public required StateNode<TState, TTrigger> Initial { get; init; }

    /// <summary>All tables in one: the row of a state has one place for each trigger.</summary>
    public required Step<TState, TTrigger>?[] Table { get; init; }

    /// <summary>
    /// By state: the trigger that stands for going to it; null when the machine was not built from a dictionary.
    /// </summary>
    public required int[]? TriggerOfTarget { get; init; }

    public required UnhandledTrigger Unhandled { get; init; }

    public required Action<GuardContext<TState, TTrigger>>? OnUnhandled { get; init; }

    /// <summary>Whether actions run inside the firing and can undo it.</summary>
    public required bool RevertsOnFailure { get; init; }

    private FrozenDictionary<string, StateNode<TState, TTrigger>> StatesByName =>
        field ??= States.ToFrozenDictionary(node => node.Name, StringComparer.Ordinal);

    private FrozenDictionary<string, int> TriggersByName => field ??= Enumerable.Range(0, Triggers.Length)
        .ToFrozenDictionary(index => TriggerNames[index], StringComparer.Ordinal);

    /// <summary>Whether a state is left by itself after a time.</summary>
    public required bool HasDelays { get; init; }

    /// <summary>Whether a super-state remembers its sub-state.</summary>
    public required bool HasMemory { get; init; }

    /// <summary>Whether an action is asynchronous, so that the machine can only be fired asynchronously.</summary>
    public required bool IsAsync { get; init; }

    public StateNode<TState, TTrigger>? FindState(TState state) =>
        StateIndex.Find(state) is >= 0 and int index ? States[index] : null;

    public StateNode<TState, TTrigger>? FindName(string name) => StatesByName.GetValueOrDefault(name);

    public int FindTriggerName(string name) => TriggersByName.GetValueOrDefault(name, -1);

    /// <summary>Whether nothing leaves a state: no trigger, and no delay.</summary>
    public bool IsTerminal(StateNode<TState, TTrigger> state) =>
        !StepsFrom(state).Any(step => step.Kind is StepKind.Go or StepKind.Choose)
        && !States.Any(other => state.IsIn(other) && other.Delays.Length > 0);

    /// <summary>The transition to try first; null when a state takes none on a trigger.</summary>
    public Step<TState, TTrigger>? First(StateNode<TState, TTrigger> state, int trigger) =>
        Table[(state.Index * Triggers.Length) + trigger];

    /// <summary>All transitions of a state, by trigger and in the order in which they are tried.</summary>
    public IEnumerable<Step<TState, TTrigger>> StepsFrom(StateNode<TState, TTrigger> state)
    {
        for (int trigger = 0; trigger < Triggers.Length; trigger++)
        {
            for (Step<TState, TTrigger>? step = First(state, trigger); step is not null; step = step.Next)
                yield return step;
        }
    }
}
