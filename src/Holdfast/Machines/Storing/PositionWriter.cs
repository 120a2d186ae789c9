using System.Globalization;
using Holdfast.Documents;
using Holdfast.Machines.Definitions;
using Holdfast.Machines.Firing;

namespace Holdfast.Machines.Storing;

/// <summary>Gives a position as the JSON that stands at a path.</summary>
internal sealed class PositionWriter<TState, TTrigger>(Blueprint<TState, TTrigger> blueprint)
    where TState : notnull
    where TTrigger : notnull
{
    /// <exception cref="Errors.HoldfastArgumentException">
    /// BadTriggerArgument: what was given with the trigger cannot be stored.
    /// </exception>
    public Value ToJson(Position<TState, TTrigger> position)
    {
        Transition<TState, TTrigger> last = position.Last!;
        List<KeyValuePair<string, Value>> members =
        [
            new(PositionForm.State, position.State.Name),
            new(PositionForm.Number, position.Number),
            new(PositionForm.Kind, TransitionKinds.ToText(last.Kind)),
            new(PositionForm.From, blueprint.FindState(last.From)!.Name),
        ];
        if (last.HasTrigger) AddTrigger(members, last);
        members.Add(new(PositionForm.Time, TextOf(last.Time)));
        if (position.Remembered.Count > 0)
        {
            members.Add(new(PositionForm.Remembered, Value.FromMembers(position.Remembered.Select(pair =>
                KeyValuePair.Create(blueprint.States[pair.Key].Name, (Value)pair.Value.Name)))));
        }

        if (position.Alarms.Length > 0)
            members.Add(new(PositionForm.Alarms, Value.FromItems(position.Alarms.Select(ToJson))));
        return Value.FromMembers(members);
    }

    private void AddTrigger(List<KeyValuePair<string, Value>> members, Transition<TState, TTrigger> last)
    {
        int trigger = blueprint.TriggerIndex.Find(last.Trigger!);
        members.Add(new(PositionForm.Trigger, blueprint.TriggerNames[trigger]));
        if (last.Argument is not { } argument) return;
        ArgumentForm? form = blueprint.Arguments[trigger];
        members.Add(new(
            PositionForm.Argument,
            argument is Value stored ? stored : form?.ToValue(argument) ?? PlainArgument.ToValue(argument)));
    }

    private static Value ToJson(Alarm<TState, TTrigger> alarm) => Value.FromMembers(
    [
        new(PositionForm.AlarmState, alarm.Step.Owner.Name),
        new(PositionForm.AlarmDelay, alarm.Step.Delay!.Value.ToString("c", CultureInfo.InvariantCulture)),
        new(PositionForm.AlarmTime, TextOf(alarm.Due)),
    ]);

    private static string TextOf(DateTimeOffset time) =>
        time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
