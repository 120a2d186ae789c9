namespace Holdfast.Machines.Definitions;

/// <summary>What a state takes on a trigger: its own transitions, then those of its super-states.</summary>
internal static class Inheritance
{
    /// <summary>
    /// The transitions to try from a state, by trigger and in their order; delays are not among them.
    /// </summary>
    public static IEnumerable<IGrouping<int, Step<TState, TTrigger>>> Steps<TState, TTrigger>(
        StateNode<TState, TTrigger> state)
        where TState : notnull
        where TTrigger : notnull
    {
        List<Step<TState, TTrigger>> steps = [];
        for (StateNode<TState, TTrigger>? node = state; node is not null; node = node.Parent)
            steps.AddRange(node.Steps.Where(step => step.Trigger >= 0));
        return steps.GroupBy(step => step.Trigger);
    }

    /// <summary>Chains transitions that are to be tried one after the other.</summary>
    /// <param name="state">The state that the machine is in.</param>
    /// <param name="steps">The transitions.</param>
    /// <param name="mayBeQuiet">Whether the machine has nothing that needs more than an exchange of its state.</param>
    public static Step<TState, TTrigger>? Chain<TState, TTrigger>(
        StateNode<TState, TTrigger> state, Step<TState, TTrigger>[] steps, bool mayBeQuiet)
        where TState : notnull
        where TTrigger : notnull
    {
        Step<TState, TTrigger>? first = null;
        for (int index = steps.Length - 1; index >= 0; index--)
        {
            Step<TState, TTrigger> step = steps[index];
            first = step with { Next = first, QuietLanding = mayBeQuiet ? QuietLanding(state, step) : -1 };
        }

        return first;
    }

    private static int QuietLanding<TState, TTrigger>(StateNode<TState, TTrigger> from, Step<TState, TTrigger> step)
        where TState : notnull
        where TTrigger : notnull
    {
        if (step.Actions.Length > 0 || step.Guard is { IsMissing: true }) return -1;
        if (step.Kind == StepKind.Stay) return from.Index;
        if (step.Kind != StepKind.Go) return -1;
        StateNode<TState, TTrigger> landing = step.Target!.Landing;
        var route = new Route<TState, TTrigger>(from, step, step.Target, landing);
        return route.Exited.Any(node => node.Exit.Length > 0) || route.Entered.Any(node => node.Entry.Length > 0)
            ? -1
            : landing.Index;
    }
}
