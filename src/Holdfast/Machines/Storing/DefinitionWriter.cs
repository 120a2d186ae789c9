using System.Globalization;
using Holdfast.Machines.Definitions;

namespace Holdfast.Machines.Storing;

/// <summary>
/// Gives a definition as JSON: all of it but the code of guards and actions, of which it has the names.
/// </summary>
internal static class DefinitionWriter
{
    public static Value ToJson<TState, TTrigger>(Blueprint<TState, TTrigger> blueprint)
        where TState : notnull
        where TTrigger : notnull => Object(
            (DefinitionForm.Initial, blueprint.Initial.Name),
            (DefinitionForm.IsByTarget, Flag(blueprint.TriggerOfTarget is not null)),
            (DefinitionForm.RevertsOnFailure, Flag(blueprint.RevertsOnFailure)),
            (DefinitionForm.IgnoresUnhandled, Flag(blueprint.Unhandled == UnhandledTrigger.Ignore)),
            (DefinitionForm.States, Value.FromMembers(blueprint.States.Select(node =>
                KeyValuePair.Create(node.Name, ToJson(blueprint, node))))));

    private static Value ToJson<TState, TTrigger>(
        Blueprint<TState, TTrigger> blueprint, StateNode<TState, TTrigger> node)
        where TState : notnull
        where TTrigger : notnull => Object(
            (DefinitionForm.Within, node.Parent?.Name),
            (DefinitionForm.StartsIn, node.Initial?.Name),
            (DefinitionForm.Remembers, Flag(node.Remembers)),
            (DefinitionForm.Entry, Actions(node.Entry)),
            (DefinitionForm.Exit, Actions(node.Exit)),
            (DefinitionForm.Transitions, List(node.Steps.Select(step => ToJson(blueprint, step)))));

    private static Value ToJson<TState, TTrigger>(Blueprint<TState, TTrigger> blueprint, Step<TState, TTrigger> step)
        where TState : notnull
        where TTrigger : notnull => Object(
            (DefinitionForm.Trigger, step.Delay is null ? blueprint.TriggerNames[step.Trigger] : null),
            (DefinitionForm.Delay, step.Delay?.ToString("c", CultureInfo.InvariantCulture)),
            (DefinitionForm.Argument, step.Delay is null ? blueprint.Arguments[step.Trigger]?.TypeName : null),
            (DefinitionForm.Guard, Guard(step.Guard)),
            (DefinitionForm.Target, step.Kind == StepKind.Go ? step.Target?.Name : null),
            (DefinitionForm.Choices, step.Kind == StepKind.Choose
                ? List(step.Choices.Select(node => (Value)node.Name))
                : default(Value?)),
            (DefinitionForm.Stays, Flag(step.Kind == StepKind.Stay)),
            (DefinitionForm.IsIgnored, Flag(step.Kind == StepKind.Ignore)),
            (DefinitionForm.Actions, Actions(step.Actions)));

    private static Value? Guard<TState, TTrigger>(Guard<TState, TTrigger>? guard)
        where TState : notnull
        where TTrigger : notnull =>
        guard?.Parts is { } parts ? List(parts.Select(part => (Value)part)) : guard?.Name;

    private static Value? Actions<TState, TTrigger>(MachineAction<TState, TTrigger>[] actions)
        where TState : notnull
        where TTrigger : notnull =>
        List(actions.Select(action => (Value)(action.Name ?? DefinitionForm.NamelessAction)));

    /// <summary>An object of those members that say something.</summary>
    private static Value Object(params IEnumerable<(string Name, Value? Value)> members) => Value.FromMembers(
        members.Where(member => member.Value is { IsNull: false })
            .Select(member => KeyValuePair.Create(member.Name, member.Value!.Value)));

    private static Value? List(IEnumerable<Value> items) =>
        items.ToArray() is { Length: > 0 } some ? Value.FromItems(some) : default(Value?);

    private static Value? Flag(bool isSet) => isSet ? Value.True : default(Value?);
}
