using System.Runtime.CompilerServices;

namespace Holdfast.Machines.Definitions;

/// <summary>Finds what is wrong with what a builder was told, as far as single states show it.</summary>
internal sealed class SpecificationCheck<TState, TTrigger>
    where TState : notnull
    where TTrigger : notnull
{
    private readonly MachineSpecification<TState, TTrigger> _machine;
    private readonly HashSet<TState> _known;

    private SpecificationCheck(MachineSpecification<TState, TTrigger> machine) =>
        (_machine, _known) = (machine, [.. machine.States.Select(state => state.State)]);

    public static IEnumerable<string> ProblemsOf(MachineSpecification<TState, TTrigger> machine)
    {
        var check = new SpecificationCheck<TState, TTrigger>(machine);
        return [.. check.OfMachine(), .. machine.States.SelectMany(check.OfState)];
    }

    private IEnumerable<string> OfMachine()
    {
        if (!_known.Contains(_machine.Initial))
            yield return $"The initial state '{Names.Of(_machine.Initial)}' is not defined.";
        if (_machine.States.Count > MachineLimits.States)
            yield return $"It has {_machine.States.Count} states; at most {MachineLimits.States} are possible.";
        if (IsAsyncVoid(_machine.OnUnhandled))
            yield return "The function for unhandled triggers is an async function that nobody waits for.";
        long triggers = _machine.States.SelectMany(state => state.Steps).Where(step => step.Delay is null)
            .Select(step => step.Trigger!).Distinct().LongCount();
        if (_machine.States.Count * triggers > MachineLimits.Cells)
            yield return $"States times triggers is more than {MachineLimits.Cells}.";
        foreach (string name in Twice(_machine.States.Select(state => state.State)))
            yield return $"Two states have the same text '{name}'.";
        foreach (string name in Twice(_machine.States.SelectMany(state => state.Steps)
            .Where(step => step.Delay is null).Select(step => step.Trigger!).Distinct()))
            yield return $"Two triggers have the same text '{name}'.";
    }

    private IEnumerable<string> OfState(StateSpecification<TState, TTrigger> state)
    {
        string name = Names.Of(state.State);
        return
        [
            .. OfNesting(state, name),
            .. state.Steps.SelectMany(step => OfStep(step, name)),
            .. Ambiguities(state, name),
            .. state.Entry.Concat(state.Exit).Concat(state.Steps.SelectMany(step => step.Actions))
                .Where(action => IsAsyncVoid(action.Given ?? action.Run))
                .Select(_ => $"An action of '{name}' is an async function that nobody waits for; use the form "
                    + "whose name ends in Async."),
        ];
    }

    private IEnumerable<string> OfNesting(StateSpecification<TState, TTrigger> state, string name)
    {
        if (state.Supers.Count > 1)
            yield return $"'{name}' is within several states: {Names.List(state.Supers.Select(Names.Of))}.";
        if (state.Initials.Count > 1)
            yield return $"'{name}' starts in several states: {Names.List(state.Initials.Select(Names.Of))}.";
        foreach (TState unknown in state.Supers.Concat(state.Initials).Where(other => !_known.Contains(other)))
            yield return $"'{name}' names the state '{Names.Of(unknown)}', which is not defined.";
        if (state.Remembers && !_machine.States.Any(other => other.Supers.Contains(state.State)))
            yield return $"'{name}' is to remember its sub-state and has none.";
    }

    private IEnumerable<string> OfStep(StepSpecification<TState, TTrigger> step, string name)
    {
        if (step.Kind == StepKind.Choose && step.Targets.Length == 0)
            yield return $"'{name}' on '{TextOf(step)}' chooses among no states; name those that it may choose.";
        foreach (TState unknown in step.Targets.Where(target => !_known.Contains(target)))
        {
            yield return $"'{name}' on '{TextOf(step)}' leads to '{Names.Of(unknown)}', which is not defined; "
                + "define it, also when nothing leaves it.";
        }
    }

    private static IEnumerable<string> Ambiguities(StateSpecification<TState, TTrigger> state, string name)
    {
        foreach (var same in state.Steps.GroupBy(step => (step.Delay, Text: TextOf(step))))
        {
            if (same.SkipLast(1).Any(step => step.Guards.Count == 0))
            {
                yield return $"'{name}' on '{same.Key.Text}' is ambiguous: a transition without a guard stands before "
                    + "others, which would never be taken.";
            }

            foreach (IGrouping<string, string> guard in same.Select(GuardText).Where(text => text.Length > 0)
                .GroupBy(text => text).Where(group => group.Count() > 1))
                yield return $"'{name}' on '{same.Key.Text}' is ambiguous: "
                    + $"several transitions have the guard '{guard.Key}'.";
        }
    }

    private static string GuardText(StepSpecification<TState, TTrigger> step) =>
        string.Join(" and ", step.Guards.Select(guard => guard.Name));

    private static string TextOf(StepSpecification<TState, TTrigger> step) =>
        step.Delay is { } delay ? $"after {delay:c}" : Names.Of(step.Trigger!);

    private static bool IsAsyncVoid(Delegate? action) =>
        action?.Method.IsDefined(typeof(AsyncStateMachineAttribute), inherit: false) == true;

    private static IEnumerable<string> Twice<T>(IEnumerable<T> values)
        where T : notnull =>
        values.GroupBy(Names.Of).Where(group => group.Count() > 1).Select(group => group.Key);
}
