using System.Collections.Immutable;
using Holdfast.Errors;
using Holdfast.Machines.Definitions;

namespace Holdfast.Machines.Firing;

/// <summary>
/// Decides what a machine does on a request. It calls guards, reads the clock it is given and no more.
/// </summary>
/// <param name="machine">The machine, for its guards.</param>
/// <param name="blueprint">The definition.</param>
/// <param name="clock">What transitions and delays are dated by.</param>
internal sealed class Planner<TState, TTrigger>(
    Machine<TState, TTrigger> machine, Blueprint<TState, TTrigger> blueprint, TimeProvider clock)
    where TState : notnull
    where TTrigger : notnull
{
    /// <summary>Decides on a request.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="seen">Where the machine is.</param>
    /// <param name="number">The number that the transition would have.</param>
    /// <param name="view">What guards may read; null in memory.</param>
    public Plan<TState, TTrigger> Decide(
        Request<TState, TTrigger> request, Position<TState, TTrigger> seen, long number, StateView? view)
    {
        List<string>? unmet = null;
        for (Step<TState, TTrigger>? step = First(request, seen); step is not null; step = step.Next)
        {
            var context = new GuardContext<TState, TTrigger>(
                machine, seen.State.State, TriggerOf(request, step), request.Argument, view);
            if (Holds(step.Guard, context)) return Take(step, request, seen, number, context);
            (unmet ??= []).Add(step.Guard!.Name);
        }

        return request.Alarm is { } alarm && seen.Alarms.Contains(alarm)
            ? new(Verdict.CalledOff, seen) { Next = seen with { Alarms = Alarms.With(seen.Alarms, alarm) } }
            : new(Verdict.Refused, seen) { Unmet = unmet ?? [] };
    }

    /// <summary>Whether more has to be looked at to decide on a request than where the machine is.</summary>
    public bool ReadsState(Request<TState, TTrigger> request, Position<TState, TTrigger> seen)
    {
        for (Step<TState, TTrigger>? step = First(request, seen); step is not null; step = step.Next)
            if (step.ReadsState) return true;
        return false;
    }

    /// <summary>
    /// Tells whether a trigger would be taken, as far as that can be said without what is given with it.
    /// </summary>
    public bool MayTake(Position<TState, TTrigger> seen, int trigger, StateView? view) =>
        Chain(blueprint.First(seen.State, trigger)).Any(step => MayTake(step, seen, view));

    /// <summary>Tells whether some trigger that needs nothing to be given would lead to a state.</summary>
    public bool MayGo(Position<TState, TTrigger> seen, StateNode<TState, TTrigger> target, StateView? view) =>
        Chain(FirstTo(target, seen.State)).Any(step => MayTake(step, seen, view));

    /// <inheritdoc cref="MayTake(Position{TState, TTrigger}, int, StateView?)"/>
    public bool MayTake(Step<TState, TTrigger> step, Position<TState, TTrigger> seen, StateView? view) =>
        step.Guard is not { } guard || guard.NeedsArgument || guard.IsMissing
        || guard.Holds(new(machine, seen.State.State, blueprint.Triggers[step.Trigger], null, view));

    /// <summary>The transition to try first; those that it is chained to are the others.</summary>
    private Step<TState, TTrigger>? First(Request<TState, TTrigger> request, Position<TState, TTrigger> seen)
    {
        if (request.TriggerIndex >= 0) return blueprint.First(seen.State, request.TriggerIndex);
        if (request.Alarm is { } alarm) return seen.Alarms.Contains(alarm) ? alarm.Step : null;
        return request.Target is { } target ? FirstTo(target, seen.State) : null;
    }

    private Step<TState, TTrigger>? FirstTo(StateNode<TState, TTrigger> target, StateNode<TState, TTrigger> from) =>
        blueprint.StepsFrom(from)
            .Where(step => step.Kind == StepKind.Go && step.Target == target
                && blueprint.Arguments[step.Trigger]?.Fits(null) != false)
            .Reverse()
            .Aggregate(default(Step<TState, TTrigger>?), (next, step) => step with { Next = next });

    private static IEnumerable<Step<TState, TTrigger>> Chain(Step<TState, TTrigger>? first)
    {
        for (Step<TState, TTrigger>? step = first; step is not null; step = step.Next) yield return step;
    }

    private TTrigger? TriggerOf(Request<TState, TTrigger> request, Step<TState, TTrigger> step) =>
        request.Target is null ? request.Trigger : blueprint.Triggers[step.Trigger];

    private static bool Holds(Guard<TState, TTrigger>? guard, in GuardContext<TState, TTrigger> context)
    {
        if (guard is null) return true;
        if (!guard.IsMissing) return guard.Holds(context);
        throw new HoldfastOperationException(
            ErrorCode.MachineCodeMissing,
            $"Whether '{guard.Name}' holds decides on this transition, and the definition was loaded without the "
                + "function of that name; fire it from the program that has it.");
    }

    private Plan<TState, TTrigger> Take(
        Step<TState, TTrigger> step,
        Request<TState, TTrigger> request,
        Position<TState, TTrigger> seen,
        long number,
        in GuardContext<TState, TTrigger> context)
    {
        if (step.Kind == StepKind.Ignore) return new(Verdict.Ignored, seen);
        StateNode<TState, TTrigger> target = step.Kind switch
        {
            StepKind.Go => step.Target!,
            StepKind.Choose => Chosen(step, context),
            _ => seen.State,
        };

        // What is left is remembered before it is asked where to land: whoever goes to where it is comes back to it.
        ImmutableDictionary<int, StateNode<TState, TTrigger>> remembered = blueprint.HasMemory
            ? RememberedAfter(seen, new Route<TState, TTrigger>(seen.State, step, target, target).Exited)
            : seen.Remembered;
        Passage<TState, TTrigger> passage = PassageOf(step, seen.State, target, remembered);
        Transition<TState, TTrigger> transition = Describe(step, request, seen, passage.Landing, number);
        return new(Verdict.Taken, seen)
        {
            Transition = transition,
            Actions = passage.Actions,
            Next = new(passage.Landing, number)
            {
                Remembered = remembered,
                Alarms = blueprint.HasDelays
                    ? Alarms.After(Alarms.With(seen.Alarms, request.Alarm), passage.Route, transition.Time)
                    : [],
                Entered = passage.Kept.Length == 0 || seen.Last is null
                    ? ImmutableDictionary<int, DateTimeOffset>.Empty
                    : passage.Kept.ToImmutableDictionary(node => node.Index, seen.EnteredAt),
                Last = transition,
            },
        };
    }

    private Passage<TState, TTrigger> PassageOf(
        Step<TState, TTrigger> step,
        StateNode<TState, TTrigger> from,
        StateNode<TState, TTrigger> target,
        ImmutableDictionary<int, StateNode<TState, TTrigger>> remembered)
    {
        if (step.Passage is { } known) return known;
        StateNode<TState, TTrigger> landing = step.Kind == StepKind.Stay ? from : Land(target, remembered);
        var passage = new Passage<TState, TTrigger>(from, step, target, landing);

        // A step of the table belongs to one state; that of a delay may be taken from any sub-state of its owner.
        if (step is { Delay: null, Kind: StepKind.Go or StepKind.Stay } && !blueprint.HasMemory) step.Passage = passage;
        return passage;
    }

    private Transition<TState, TTrigger> Describe(
        Step<TState, TTrigger> step,
        Request<TState, TTrigger> request,
        Position<TState, TTrigger> seen,
        StateNode<TState, TTrigger> landing,
        long number) => new()
        {
            Kind = step.Delay is not null ? TransitionKind.Elapsed
                : step.Kind == StepKind.Stay ? TransitionKind.Internal
                : TransitionKind.Fired,
            From = seen.State.State,
            To = landing.State,
            Trigger = step.Trigger < 0 ? default : blueprint.Triggers[step.Trigger],
            Argument = request.Argument,
            Number = number,
            Time = clock.GetUtcNow(),
        };

    private StateNode<TState, TTrigger> Chosen(
        Step<TState, TTrigger> step, in GuardContext<TState, TTrigger> context)
    {
        if (step.Choose is null)
        {
            throw new HoldfastOperationException(
                ErrorCode.MachineCodeMissing,
                "A function chooses the state to go to, and the definition was loaded without it; "
                    + "fire it from the program that has it.");
        }

        TState chosen = step.Choose(context);
        return blueprint.FindState(chosen) is { } node && step.Choices.Contains(node)
            ? node
            : throw new HoldfastOperationException(
                ErrorCode.UnknownMachineName,
                $"The function that chooses among {Names.List(step.Choices.Select(choice => choice.Name))} chose "
                    + $"'{Names.Of(chosen)}'; name all that it may choose in the definition.");
    }

    /// <summary>Where a machine ends up that comes to a state.</summary>
    private static StateNode<TState, TTrigger> Land(
        StateNode<TState, TTrigger> target, ImmutableDictionary<int, StateNode<TState, TTrigger>> remembered)
    {
        if (target.Remembers && remembered.TryGetValue(target.Index, out StateNode<TState, TTrigger>? last))
            return last;
        return target.Initial is { } initial ? Land(initial, remembered) : target;
    }

    private static ImmutableDictionary<int, StateNode<TState, TTrigger>> RememberedAfter(
        Position<TState, TTrigger> seen, StateNode<TState, TTrigger>[] exited)
    {
        ImmutableDictionary<int, StateNode<TState, TTrigger>> remembered = seen.Remembered;
        foreach (StateNode<TState, TTrigger> node in exited.Where(node => node.Remembers))
            remembered = remembered.SetItem(node.Index, seen.State);
        return remembered;
    }
}
