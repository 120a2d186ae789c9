namespace Holdfast.Machines.Definitions;

/// <summary>Finds states that no sequence of triggers leads to.</summary>
internal static class Reachability
{
    public static IEnumerable<string> Unreached<TState, TTrigger>(
        StateNode<TState, TTrigger>[] states, StateNode<TState, TTrigger>? initial)
        where TState : notnull
        where TTrigger : notnull
    {
        if (initial is null) return [];
        HashSet<StateNode<TState, TTrigger>> reached = [];
        Queue<StateNode<TState, TTrigger>> open = new([initial]);
        while (open.TryDequeue(out StateNode<TState, TTrigger>? next))
        {
            if (!reached.Add(next)) continue;
            if (next.Initial is { } substate) open.Enqueue(substate);

            // To be in a state is to be in its super-states, whose transitions it takes too.
            if (next.Parent is { } parent) open.Enqueue(parent);
            foreach (StateNode<TState, TTrigger> target in next.Steps.SelectMany(step => step.Choices))
                open.Enqueue(target);
        }

        return states.Where(node => !reached.Contains(node))
            .Select(node => $"No sequence of triggers leads from '{initial}' to '{node}'.");
    }
}
