using Holdfast.Machines.Definitions;

namespace Holdfast.Machines.Firing;

/// <summary>What becomes of the delayed transitions of a machine when it goes on. Pure.</summary>
internal static class Alarms
{
    /// <summary>The alarms of states that are entered at a time.</summary>
    public static IEnumerable<Alarm<TState, TTrigger>> Of<TState, TTrigger>(
        IEnumerable<StateNode<TState, TTrigger>> entered, DateTimeOffset now)
        where TState : notnull
        where TTrigger : notnull =>
        entered.SelectMany(node => node.Delays)
            .Select(step => new Alarm<TState, TTrigger>(step, now + step.Delay!.Value));

    /// <summary>Those after a transition: what is left is called off, what is entered begins.</summary>
    public static Alarm<TState, TTrigger>[] After<TState, TTrigger>(
        Alarm<TState, TTrigger>[] alarms, Route<TState, TTrigger> route, DateTimeOffset now)
        where TState : notnull
        where TTrigger : notnull =>
        [.. alarms.Where(alarm => !route.Exited.Contains(alarm.Step.Owner)), .. Of(route.Entered, now)];

    /// <summary>The same with one whose time is over.</summary>
    public static Alarm<TState, TTrigger>[] With<TState, TTrigger>(
        Alarm<TState, TTrigger>[] alarms, Alarm<TState, TTrigger>? over)
        where TState : notnull
        where TTrigger : notnull =>
        over is null ? alarms : [.. alarms.Select(alarm => alarm == over ? alarm with { Due = null } : alarm)];
}
