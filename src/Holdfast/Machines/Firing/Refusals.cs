using Holdfast.Errors;
using Holdfast.Machines.Definitions;

namespace Holdfast.Machines.Firing;

/// <summary>The exceptions of firings that are refused, in words.</summary>
internal static class Refusals
{
    public static TransitionRefusedException Of<TState, TTrigger>(
        Blueprint<TState, TTrigger> blueprint, Request<TState, TTrigger> request, Plan<TState, TTrigger> plan)
        where TState : notnull
        where TTrigger : notnull
    {
        StateNode<TState, TTrigger> state = plan.Seen.State;
        bool isByTarget = request.Target is not null;
        string wanted = request.Target?.Name ?? Names.Of(request.Trigger!);
        string[] allowed = [.. blueprint.StepsFrom(state)
            .SelectMany(step => isByTarget
                ? step.Choices.Select(node => node.Name)
                : [blueprint.TriggerNames[step.Trigger]])
            .Distinct()];
        string others = Names.List(allowed.Where(name => name != wanted));
        string fact = plan.Unmet.Count > 0
            ? $"'{wanted}' is refused in the state '{state}', because this does not hold: {Names.List(plan.Unmet)}. "
                + (isByTarget ? $"Else it goes to {others} from there." : $"Else it takes {others} there.")
            : FactOf(state.Name, wanted, allowed.Length == 0, isByTarget, others);
        return new TransitionRefusedException(
            ErrorCode.TransitionRefused, fact + " Ask first, or use the form that tries.", state.Name, wanted, allowed);
    }

    private static string FactOf(string state, string wanted, bool isTerminal, bool isByTarget, string others)
    {
        if (isTerminal)
            return $"The machine is in '{state}', which it does not leave any more, also not for '{wanted}'.";
        return isByTarget
            ? $"The machine is in '{state}' and does not go to '{wanted}' from there, but to {others}."
            : $"The machine is in '{state}' and does not take '{wanted}' there, but {others}.";
    }

    public static HoldfastOperationException OfAsync() => new(
        ErrorCode.AsyncActions, "The machine has asynchronous actions; fire it with FireAsync or TryFireAsync.");

    public static HoldfastOperationException OfNested() => new(
        ErrorCode.NestedFiring,
        "An action that runs inside a firing fired its own machine and would wait for itself; use FireAsync, which "
            + "is queued until the firing is over.");
}
