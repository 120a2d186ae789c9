namespace Holdfast.Machines.Definitions;

/// <summary>
/// Makes a blueprint of what a builder was told, or an exception that lists all that is wrong with it.
/// </summary>
internal sealed class Compiler<TState, TTrigger>
    where TState : notnull
    where TTrigger : notnull
{
    private readonly MachineSpecification<TState, TTrigger> _machine;
    private readonly List<string> _problems;
    private readonly StateNode<TState, TTrigger>[] _states;
    private readonly Indexer<TState> _stateIndex;
    private readonly TTrigger[] _triggers;
    private readonly Indexer<TTrigger> _triggerIndex;

    private Compiler(MachineSpecification<TState, TTrigger> machine, List<string> problems)
    {
        (_machine, _problems) = (machine, problems);
        _states = [.. machine.States.Select((state, index) =>
            new StateNode<TState, TTrigger>(index, state.State, Names.Of(state.State)))];
        _stateIndex = new Indexer<TState>([.. _states.Select(node => node.State)]);
        _triggers = [.. machine.States.SelectMany(state => state.Steps).Where(step => step.Delay is null)
            .Select(step => step.Trigger!).Concat(machine.Arguments.Keys).Distinct()];
        _triggerIndex = new Indexer<TTrigger>(_triggers);
    }

    public static Blueprint<TState, TTrigger> Compile(MachineSpecification<TState, TTrigger> machine)
    {
        List<string> problems = [.. SpecificationCheck<TState, TTrigger>.ProblemsOf(machine)];
        var compiler = new Compiler<TState, TTrigger>(machine, problems);
        compiler.Link();
        for (int index = 0; index < compiler._states.Length; index++) compiler.AddSteps(index);
        problems.AddRange(Reachability.Unreached(compiler._states, compiler.Find(machine.Initial)));
        return problems.Count == 0 ? compiler.ToBlueprint() : throw new InvalidMachineException(problems);
    }

    private StateNode<TState, TTrigger>? Find(TState state) =>
        _stateIndex.Find(state) is >= 0 and int index ? _states[index] : null;

    /// <summary>Puts sub-states into their super-states; what the check found wrong is left out.</summary>
    private void Link()
    {
        for (int index = 0; index < _states.Length; index++)
        {
            StateSpecification<TState, TTrigger> told = _machine.States[index];
            StateNode<TState, TTrigger> node = _states[index];
            (node.Entry, node.Exit, node.Remembers) = ([.. told.Entry], [.. told.Exit], told.Remembers);
            if (told.Supers is not [var super] || Find(super) is not { } parent) continue;
            if (parent.IsIn(node))
            {
                _problems.Add($"The sub-state '{node}' contains itself, by way of '{parent}'.");
                continue;
            }

            node.Parent = parent;
        }

        for (int index = 0; index < _states.Length; index++)
        {
            if (_machine.States[index].Initials is not [var initial] || Find(initial) is not { } child) continue;
            if (child.Parent == _states[index]) _states[index].Initial = child;
            else _problems.Add($"'{_states[index]}' starts in '{child}', which is not one of its own sub-states.");
        }
    }

    private void AddSteps(int index)
    {
        StateSpecification<TState, TTrigger> told = _machine.States[index];
        StateNode<TState, TTrigger> node = _states[index];
        node.Steps = [.. told.Steps.Select(step => ToStep(node, step))];
        node.Delays = [.. node.Steps.Where(step => step.Delay is not null)
            .Select((step, number) => step with { DelayIndex = number })];
    }

    private Step<TState, TTrigger> ToStep(
        StateNode<TState, TTrigger> owner, StepSpecification<TState, TTrigger> told)
    {
        StateNode<TState, TTrigger>[] targets = [.. told.Targets.Select(Find).OfType<StateNode<TState, TTrigger>>()];
        return new Step<TState, TTrigger>
        {
            Kind = told.Kind,
            Owner = owner,
            Trigger = told.Delay is null ? _triggerIndex.Find(told.Trigger!) : -1,
            Delay = told.Delay,
            Guard = Guards.All(told.Guards),
            Actions = [.. told.Actions],
            Target = told.Kind == StepKind.Go ? targets.FirstOrDefault() : null,
            Choices = targets,
            Choose = told.Choose,
        };
    }

    private Blueprint<TState, TTrigger> ToBlueprint()
    {
        ArgumentForm?[] arguments = [.. _triggers.Select(trigger => _machine.Arguments.GetValueOrDefault(trigger))];
        bool hasDelays = _states.Any(node => node.Delays.Length > 0), hasMemory = _states.Any(node => node.Remembers);
        bool isAsync = _states.SelectMany(ActionsOf).Any(action => action.RunAsync is not null);

        // A machine with asynchronous actions has a queue, which no firing may pass by.
        bool isPlain = !_machine.RevertsOnFailure && !hasDelays && !hasMemory && !isAsync;
        var table = new Step<TState, TTrigger>?[_states.Length * _triggers.Length];
        foreach (StateNode<TState, TTrigger> node in _states)
        {
            foreach (IGrouping<int, Step<TState, TTrigger>> steps in Inheritance.Steps(node))
            {
                bool mayBeQuiet = isPlain && arguments[steps.Key] is null;
                table[(node.Index * _triggers.Length) + steps.Key] = Inheritance.Chain(node, [.. steps], mayBeQuiet);
            }
        }

        return new Blueprint<TState, TTrigger>
        {
            States = _states,
            StateIndex = _stateIndex,
            Triggers = _triggers,
            TriggerNames = [.. _triggers.Select(Names.Of)],
            TriggerIndex = _triggerIndex,
            Arguments = arguments,
            Initial = Find(_machine.Initial)!,
            Table = table,
            TriggerOfTarget = _machine.IsByTarget
                ? [.. _states.Select(node => _triggerIndex.Find((TTrigger)(object)node.State))]
                : null,
            Unhandled = _machine.Unhandled,
            OnUnhandled = _machine.OnUnhandled,
            RevertsOnFailure = _machine.RevertsOnFailure,
            HasDelays = hasDelays,
            HasMemory = hasMemory,
            IsAsync = isAsync,
        };
    }

    private static IEnumerable<MachineAction<TState, TTrigger>> ActionsOf(StateNode<TState, TTrigger> node) =>
        [.. node.Entry, .. node.Exit, .. node.Steps.SelectMany(step => step.Actions)];
}
