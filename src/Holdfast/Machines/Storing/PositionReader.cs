using System.Collections.Immutable;
using System.Globalization;
using Holdfast.Errors;
using Holdfast.Machines.Definitions;
using Holdfast.Machines.Firing;

namespace Holdfast.Machines.Storing;

/// <summary>Reads a position from the JSON that stands at a path.</summary>
/// <param name="blueprint">The definition whose states it names.</param>
/// <param name="path">The path, for messages.</param>
/// <param name="migrate">
/// Gives what has become of a state that the definition does not have; null: it is refused.
/// </param>
internal sealed class PositionReader<TState, TTrigger>(
    Blueprint<TState, TTrigger> blueprint, StatePath path, Func<string, TState>? migrate)
    where TState : notnull
    where TTrigger : notnull
{
    /// <summary>The name of the state, whether the definition has it or not.</summary>
    public string StateOf(Value json) => Text(json, PositionForm.State) ?? throw NotAMachine();

    /// <exception cref="HoldfastOperationException">
    /// NotAMachine: it is no such JSON. UnknownMachineName: the definition has no state of that name.
    /// </exception>
    public Position<TState, TTrigger> Read(Value json)
    {
        StateNode<TState, TTrigger> state = Find(StateOf(json));
        long number = Number(json);
        return new(state, number)
        {
            Remembered = Remembered(json),
            Alarms = Alarms(json, state),
            Entered = Entered(json, state),
            Last = ReadTransition(json, state, number),
        };
    }

    public static long Number(Value json) =>
        json.TryGet(StatePath.Root / PositionForm.Number, out Value number) && number.Kind == ValueKind.Number
            ? (long)number
            : 0;

    /// <summary>The state of a name, or what has become of it.</summary>
    public StateNode<TState, TTrigger> Find(string name)
    {
        if (TryFind(name) is { } node) return node;
        throw new HoldfastOperationException(
            ErrorCode.UnknownMachineName,
            $"The machine at '{path}' is or was in the state '{name}', which its definition does not have (it has "
                + $"{Names.List(blueprint.States.Select(state => state.Name))}); say with Migrate what has become of "
                + "it.");
    }

    private StateNode<TState, TTrigger>? TryFind(string name) =>
        blueprint.FindName(name) ?? (migrate is null ? null : blueprint.FindState(migrate(name)));

    private Transition<TState, TTrigger> ReadTransition(
        Value json, StateNode<TState, TTrigger> state, long number)
    {
        string? name = Text(json, PositionForm.Trigger);
        int trigger = name is null ? -1 : blueprint.FindTriggerName(name);
        TransitionKind kind = Text(json, PositionForm.Kind) is { } told ? TransitionKinds.Parse(told)
            : name is null ? TransitionKind.Restored
            : TransitionKind.Fired;
        bool isFired = kind is TransitionKind.Fired or TransitionKind.Internal;
        return new()
        {
            // A trigger that the definition does not have any more cannot be named.
            Kind = isFired && trigger < 0 ? TransitionKind.Restored : kind,
            From = (Text(json, PositionForm.From) is { } from ? Find(from) : state).State,
            To = state.State,
            Trigger = trigger < 0 ? default : blueprint.Triggers[trigger],
            Argument = Member(json, PositionForm.Argument) is { } argument ? (object)argument : null,
            Number = number,
            Time = Text(json, PositionForm.Time) is { } time && TryTime(time, out DateTimeOffset at) ? at : default,
        };
    }

    private ImmutableDictionary<int, StateNode<TState, TTrigger>> Remembered(Value json)
    {
        var remembered = ImmutableDictionary<int, StateNode<TState, TTrigger>>.Empty;
        if (Member(json, PositionForm.Remembered) is not { Kind: ValueKind.Object } members) return remembered;
        foreach ((string super, Value substate) in members.Members)
        {
            if (TryFind(super) is { Remembers: true } node && substate.Kind == ValueKind.String
                && TryFind((string)substate!) is { } last && last.IsIn(node))
                remembered = remembered.SetItem(node.Index, last.Landing);
        }

        return remembered;
    }

    private ImmutableDictionary<int, DateTimeOffset> Entered(Value json, StateNode<TState, TTrigger> state)
    {
        var entered = ImmutableDictionary<int, DateTimeOffset>.Empty;
        if (Member(json, PositionForm.Entered) is not { Kind: ValueKind.Object } members) return entered;
        foreach ((string name, Value time) in members.Members)
        {
            if (time.Kind == ValueKind.String && TryTime((string)time!, out DateTimeOffset at)
                && TryFind(name) is { } node && state.IsIn(node))
                entered = entered.SetItem(node.Index, at);
        }

        return entered;
    }

    /// <summary>Those of states that the machine is in; what was set by hand may have others beside it.</summary>
    private Alarm<TState, TTrigger>[] Alarms(Value json, StateNode<TState, TTrigger> state)
    {
        if (Member(json, PositionForm.Alarms) is not { Kind: ValueKind.Array } items) return [];
        List<Alarm<TState, TTrigger>> alarms = [];
        foreach (Value item in items.Items)
        {
            // Of several equal delays of a state, the first that no alarm stands for yet.
            if (TryFind(Text(item, PositionForm.AlarmState) ?? "") is { } owner && state.IsIn(owner)
                && TryDue(item, out DateTimeOffset? due)
                && Array.Find(owner.Delays, step => IsDelay(step, item) && !alarms.Any(alarm => alarm.Step == step))
                    is { } delay)
                alarms.Add(new(delay, due));
        }

        return [.. alarms];
    }

    private static bool TryDue(Value alarm, out DateTimeOffset? due)
    {
        due = null;
        if (Text(alarm, PositionForm.AlarmTime) is not { } text) return true;
        bool isTime = TryTime(text, out DateTimeOffset time);
        due = time;
        return isTime;
    }

    private static bool IsDelay(Step<TState, TTrigger> step, Value alarm) =>
        Text(alarm, PositionForm.AlarmDelay) is { } text
        && TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out TimeSpan delay) && delay == step.Delay;

    private static bool TryTime(string text, out DateTimeOffset time) => DateTimeOffset.TryParse(
        text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);

    private static Value? Member(Value json, string name) =>
        json.Kind == ValueKind.Object && json.TryGet(StatePath.Root / name, out Value found) ? found : default(Value?);

    private static string? Text(Value json, string name) =>
        Member(json, name) is { Kind: ValueKind.String } text ? (string?)text : null;

    public HoldfastOperationException NotAMachine() => new(
        ErrorCode.NotAMachine, $"What is at '{path}' is not a machine; look at it, or make one with GetMachine.");
}
