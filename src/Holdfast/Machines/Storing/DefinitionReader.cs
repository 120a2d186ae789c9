using System.Globalization;
using Holdfast.Errors;
using Holdfast.Machines.Definitions;

namespace Holdfast.Machines.Storing;

/// <summary>Reads a definition from JSON; of guards it takes the functions that it is given by name.</summary>
/// <param name="guards">The functions; a guard without one cannot be asked, and its transition is refused.</param>
internal sealed class DefinitionReader(IReadOnlyDictionary<string, Func<GuardContext<string, string>, bool>>? guards)
{
    public MachineDefinition<string, string> Read(Value json)
    {
        if (Text(json, DefinitionForm.Initial) is not { } initial
            || Member(json, DefinitionForm.States) is not { } states)
            throw NotADefinition($"it lacks '{DefinitionForm.Initial}' or '{DefinitionForm.States}'");
        var machine = new MachineSpecification<string, string>(initial)
        {
            IsByTarget = IsSet(json, DefinitionForm.IsByTarget),
            RevertsOnFailure = IsSet(json, DefinitionForm.RevertsOnFailure),
            Unhandled = IsSet(json, DefinitionForm.IgnoresUnhandled)
                ? UnhandledTrigger.Ignore
                : UnhandledTrigger.Refuse,
        };
        if (states.Kind != ValueKind.Object) throw NotADefinition($"'{DefinitionForm.States}' is not an object");
        foreach ((string name, Value state) in states.Members) Read(machine, machine.State(name), state);
        return new(Compiler<string, string>.Compile(machine));
    }

    private void Read(
        MachineSpecification<string, string> machine, StateSpecification<string, string> state, Value json)
    {
        if (Text(json, DefinitionForm.Within) is { } super) state.Supers.Add(super);
        if (Text(json, DefinitionForm.StartsIn) is { } substate) state.Initials.Add(substate);
        state.Remembers = IsSet(json, DefinitionForm.Remembers);
        state.Entry.AddRange(Actions(json, DefinitionForm.Entry));
        state.Exit.AddRange(Actions(json, DefinitionForm.Exit));
        foreach (Value item in Items(json, DefinitionForm.Transitions))
        {
            StepSpecification<string, string> step = ToStep(item);
            step.Guards.AddRange(Guards(item));
            step.Actions.AddRange(Actions(item, DefinitionForm.Actions));
            state.Steps.Add(step);
            if (step.Trigger is { } trigger && Text(item, DefinitionForm.Argument) is not null)
                machine.Arguments[trigger] = new ArgumentForm(typeof(Value));
        }
    }

    private static StepSpecification<string, string> ToStep(Value json)
    {
        StepKind kind = IsSet(json, DefinitionForm.Stays) ? StepKind.Stay
            : IsSet(json, DefinitionForm.IsIgnored) ? StepKind.Ignore
            : Member(json, DefinitionForm.Choices) is not null ? StepKind.Choose
            : StepKind.Go;
        return new StepSpecification<string, string>(kind)
        {
            Trigger = Text(json, DefinitionForm.Trigger),
            Delay = Delay(json),
            Targets = kind switch
            {
                StepKind.Go =>
                    [Text(json, DefinitionForm.Target) ?? throw NotADefinition("a transition leads nowhere")],
                StepKind.Choose => [.. Items(json, DefinitionForm.Choices).Select(Text)],
                _ => [],
            },
        };
    }

    private static TimeSpan? Delay(Value json)
    {
        if (Text(json, DefinitionForm.Delay) is not { } text)
        {
            return Text(json, DefinitionForm.Trigger) is null
                ? throw NotADefinition("a transition waits for neither a trigger nor a time")
                : null;
        }

        return TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out TimeSpan delay)
            && delay > TimeSpan.Zero
            ? delay
            : throw NotADefinition($"'{text}' is not a time to wait");
    }

    /// <summary>One is written as a text, several as a list.</summary>
    private IEnumerable<Guard<string, string>> Guards(Value json) =>
        (Member(json, DefinitionForm.Guard) is { Kind: ValueKind.Array } list ? list.Items.Select(Text)
            : Text(json, DefinitionForm.Guard) is { } only ? [only]
            : (IEnumerable<string>)[])
        .Select(name => new Guard<string, string>(
            name, Full: guards?.GetValueOrDefault(name), ReadsState: true));

    private static IEnumerable<MachineAction<string, string>> Actions(Value json, string name) =>
        Items(json, name).Select(item => new MachineAction<string, string>(Text(item)));

    private static Value? Member(Value json, string name) =>
        json.Kind == ValueKind.Object && json.TryGet(StatePath.Root / name, out Value found) ? found : default(Value?);

    private static string? Text(Value json, string name) =>
        Member(json, name) is { IsNull: false } found ? Text(found) : null;

    private static string Text(Value json) =>
        json.Kind == ValueKind.String ? (string)json! : throw NotADefinition($"{json} should be a text");

    private static bool IsSet(Value json, string name) => Member(json, name) == Value.True;

    private static IEnumerable<Value> Items(Value json, string name) => Member(json, name) switch
    {
        null => [],
        { Kind: ValueKind.Array } list => list.Items,
        _ => throw NotADefinition($"'{name}' should be a list"),
    };

    private static HoldfastOperationException NotADefinition(string reason) => new(
        ErrorCode.NotAMachine, $"This is not the definition of a machine, because {reason}; write one with ToJson.");
}
