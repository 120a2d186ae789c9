using System.Collections.Immutable;
using Holdfast.Machines.Definitions;

namespace Holdfast.Machines.Firing;

/// <summary>Where a machine is that was not fired: a new one, and one whose definition has changed. Pure.</summary>
internal static class Placement
{
    /// <summary>Where a new machine is, which begins in a state.</summary>
    public static Position<TState, TTrigger> Start<TState, TTrigger>(
        StateNode<TState, TTrigger> state, long number, DateTimeOffset now)
        where TState : notnull
        where TTrigger : notnull
    {
        StateNode<TState, TTrigger> landing = state.Landing;
        return new Position<TState, TTrigger>(landing, number)
        {
            Alarms = [.. Alarms.Of(landing.Ancestry, now)],
            Last = Arrival(TransitionKind.Start, landing, landing, number, now),
        };
    }

    /// <summary>
    /// Where a machine is whose state the definition does not have any more, or has made a super-state: in another,
    /// and there for as long as it was in the one before.
    /// </summary>
    public static Position<TState, TTrigger> Migrate<TState, TTrigger>(
        Position<TState, TTrigger> stored, long number, DateTimeOffset now)
        where TState : notnull
        where TTrigger : notnull
    {
        StateNode<TState, TTrigger> landing = stored.State.Landing;
        return new Position<TState, TTrigger>(landing, number)
        {
            Remembered = stored.Remembered,
            Alarms = stored.Alarms,
            Entered = landing.Ancestry.ToImmutableDictionary(
                node => node.Index, node => stored.EnteredAt(stored.State.IsIn(node) ? node : stored.State)),
            Last = Arrival(TransitionKind.Restored, stored.State, landing, number, now),
        };
    }

    /// <summary>
    /// The same with the delays that the definition has for it and that it does not know yet; they run since the state
    /// was entered, so that their time may be over already.
    /// </summary>
    public static Position<TState, TTrigger> Arm<TState, TTrigger>(Position<TState, TTrigger> position)
        where TState : notnull
        where TTrigger : notnull
    {
        Alarm<TState, TTrigger>[] added = [.. position.State.Ancestry
            .SelectMany(node => Alarms.Of([node], position.EnteredAt(node)))
            .Where(alarm => !Array.Exists(position.Alarms, known => known.Step == alarm.Step))];
        return added.Length == 0 ? position : position with { Alarms = [.. position.Alarms, .. added] };
    }

    private static Transition<TState, TTrigger> Arrival<TState, TTrigger>(
        TransitionKind kind,
        StateNode<TState, TTrigger> from,
        StateNode<TState, TTrigger> to,
        long number,
        DateTimeOffset now)
        where TState : notnull
        where TTrigger : notnull => new()
        {
            Kind = kind,
            From = from.State,
            To = to.State,
            Number = number,
            Time = now,
        };
}
