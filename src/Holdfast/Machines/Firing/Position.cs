using System.Collections.Immutable;
using Holdfast.Machines.Definitions;

namespace Holdfast.Machines.Firing;

/// <summary>Where a machine is: its state and all else that its next transition depends on.</summary>
/// <param name="State">The state, which has no initial sub-state.</param>
/// <param name="Number">The number of the transition that led here.</param>
/// <remarks>Threads. Immutable.</remarks>
internal sealed record Position<TState, TTrigger>(StateNode<TState, TTrigger> State, long Number)
    where TState : notnull
    where TTrigger : notnull
{
    /// <summary>By number of a super-state that remembers: where the machine was in it last.</summary>
    public ImmutableDictionary<int, StateNode<TState, TTrigger>> Remembered { get; init; } =
        ImmutableDictionary<int, StateNode<TState, TTrigger>>.Empty;

    /// <summary>The delayed transitions of the states that the machine is in.</summary>
    public Alarm<TState, TTrigger>[] Alarms { get; init; } = [];

    /// <summary>
    /// By number of a state: when the machine came into it, where that was before the last transition.
    /// </summary>
    public ImmutableDictionary<int, DateTimeOffset> Entered { get; init; } =
        ImmutableDictionary<int, DateTimeOffset>.Empty;

    /// <summary>How it came here; null where nobody asked to keep that.</summary>
    public Transition<TState, TTrigger>? Last { get; init; }

    /// <summary>When the machine came into a state that it is in.</summary>
    public DateTimeOffset EnteredAt(StateNode<TState, TTrigger> node) =>
        Entered.TryGetValue(node.Index, out DateTimeOffset time) ? time : Last!.Time;
}
