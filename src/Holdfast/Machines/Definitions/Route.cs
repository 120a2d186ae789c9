namespace Holdfast.Machines.Definitions;

/// <summary>The states that a transition leaves, from the inside out, and enters, from the outside in.</summary>
/// <remarks>
/// Shape. What contains both ends is neither left nor entered, but for a transition from a state to itself: there the
///        state is left and entered again.
/// </remarks>
internal readonly struct Route<TState, TTrigger>
    where TState : notnull
    where TTrigger : notnull
{
    public Route(
        StateNode<TState, TTrigger> from,
        Step<TState, TTrigger> step,
        StateNode<TState, TTrigger> target,
        StateNode<TState, TTrigger> landing)
    {
        if (step.Kind is StepKind.Stay or StepKind.Ignore)
        {
            (Exited, Entered) = ([], []);
            return;
        }

        StateNode<TState, TTrigger>? common = target == step.Owner ? target.Parent : Common(from, target);
        Exited = [.. Below(from, common)];
        Entered = [.. Below(landing, common).Reverse()];
    }

    public StateNode<TState, TTrigger>[] Exited { get; }

    public StateNode<TState, TTrigger>[] Entered { get; }

    private static StateNode<TState, TTrigger>? Common(StateNode<TState, TTrigger> from, StateNode<TState, TTrigger> to)
    {
        StateNode<TState, TTrigger>? common = from;
        while (common is not null && !to.IsIn(common)) common = common.Parent;
        return common;
    }

    private static IEnumerable<StateNode<TState, TTrigger>> Below(
        StateNode<TState, TTrigger> leaf, StateNode<TState, TTrigger>? common)
    {
        for (StateNode<TState, TTrigger>? node = leaf; node is not null && node != common; node = node.Parent)
            yield return node;
    }
}
