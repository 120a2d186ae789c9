using System.Buffers.Text;
using System.Globalization;
using Holdfast.Documents.Objects;
using Holdfast.Machines.Definitions;
using Holdfast.Machines.Firing;

namespace Holdfast.Machines.Storing;

/// <summary>Gives a position as the JSON that stands at a path.</summary>
internal sealed class PositionWriter<TState, TTrigger>(Blueprint<TState, TTrigger> blueprint)
    where TState : notnull
    where TTrigger : notnull
{
    private readonly Value[] _states = [.. blueprint.States.Select(node => (Value)node.Name)];
    private readonly Value[] _triggers = [.. blueprint.TriggerNames.Select(name => (Value)name)];

    /// <exception cref="Errors.HoldfastArgumentException">
    /// BadTriggerArgument: what was given with the trigger cannot be stored.
    /// </exception>
    public Value ToJson(Position<TState, TTrigger> position)
    {
        Transition<TState, TTrigger> last = position.Last!;
        int trigger = last.HasTrigger ? blueprint.TriggerIndex.Find(last.Trigger!) : -1;
        return PositionForm.Shape.Make(
        [
            _states[position.State.Index],
            position.Number,
            last.Kind == TransitionKind.Fired ? default(Value?) : TransitionKinds.ToValue(last.Kind),
            _states[blueprint.StateIndex.Find(last.From)],
            trigger < 0 ? default(Value?) : _triggers[trigger],
            trigger < 0 ? default(Value?) : Argument(last.Argument, trigger),
            TextOf(last.Time),
            position.Entered.Count == 0 ? default(Value?) : Entered(position),
            position.Remembered.Count == 0 ? default(Value?) : Remembered(position),
            position.Alarms.Length == 0 ? default(Value?) : Value.FromItems(position.Alarms.Select(ToJson)),
        ]);
    }

    private Value? Argument(object? argument, int trigger) => argument switch
    {
        null => default(Value?),
        Value stored => stored,
        _ => blueprint.Arguments[trigger]?.ToValue(argument) ?? PlainArgument.ToValue(argument),
    };

    private Value Remembered(Position<TState, TTrigger> position) => Value.FromMembers(
        position.Remembered.Select(pair =>
            KeyValuePair.Create(blueprint.States[pair.Key].Name, _states[pair.Value.Index])));

    private Value Entered(Position<TState, TTrigger> position) => Value.FromMembers(
        position.Entered.Select(pair =>
            KeyValuePair.Create(blueprint.States[pair.Key].Name, TextOf(pair.Value))));

    private Value ToJson(Alarm<TState, TTrigger> alarm) => PositionForm.AlarmShape.Make(
    [
        _states[alarm.Step.Owner.Index],
        alarm.Step.Delay!.Value.ToString("c", CultureInfo.InvariantCulture),
        alarm.Due is { } due ? TextOf(due) : default(Value?),
    ]);

    private static Value TextOf(DateTimeOffset time)
    {
        byte[] text = new byte[PositionForm.TimeLength];
        Utf8Formatter.TryFormat(time.UtcDateTime, text, out _, 'O');
        return new Value(text);
    }
}
