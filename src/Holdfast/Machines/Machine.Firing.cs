using System.Runtime.CompilerServices;
using Holdfast.Errors;
using Holdfast.Machines.Definitions;
using Holdfast.Machines.Firing;

namespace Holdfast.Machines;

/// <content>Firing.</content>
public sealed partial class Machine<TState, TTrigger>
{
    /// <summary>Fires a trigger.</summary>
    /// <returns>The state that it led to; when the trigger is ignored, the one that the machine is in.</returns>
    /// <exception cref="TransitionRefusedException">
    /// TransitionRefused: the state that the machine is in does not take it; nothing was changed.
    /// </exception>
    /// <exception cref="HoldfastOperationException">
    /// MachineActionFailed: the transition was taken, and an action of it failed. FiringReverted: an action inside the
    /// firing failed, and nothing was changed. AsyncActions, NestedFiring, MachineCodeMissing; nothing was changed.
    /// </exception>
    /// <exception cref="HoldfastArgumentException">
    /// BadTriggerArgument: something has to be given with it; nothing was changed.
    /// </exception>
    public TState Fire(TTrigger trigger) =>
        TryFireQuietly(trigger) is { } landing ? landing.State : Fire(trigger, null, null);

    /// <summary>Fires a trigger without an argument, and says how to commit; in memory nothing is committed.</summary>
    /// <inheritdoc cref="Fire(TTrigger)"/>
    public TState Fire(TTrigger trigger, CommitOptions? options) => Fire(trigger, null, options);

    /// <summary>Fires a trigger with something for its guards, actions and the history.</summary>
    /// <inheritdoc cref="Fire(TTrigger)"/>
    public TState Fire(TTrigger trigger, object? argument, CommitOptions? options = null)
    {
        Request<TState, TTrigger> request = ToRequest(trigger, argument, options);
        return Conclude(request, Execute(request));
    }

    /// <inheritdoc cref="Fire(TTrigger, object?, CommitOptions?)"/>
    public TState Fire<TArgument>(
        TypedTrigger<TTrigger, TArgument> trigger, TArgument argument, CommitOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(trigger);
        return Fire(trigger.Trigger, argument, options);
    }

    /// <summary>Fires a trigger if the state that the machine is in takes it.</summary>
    /// <returns>False when it does not; then nothing was changed.</returns>
    public bool TryFire(TTrigger trigger) => TryFireQuietly(trigger) is not null || TryFire(trigger, null, null);

    /// <inheritdoc cref="TryFire(TTrigger)"/>
    public bool TryFire(TTrigger trigger, CommitOptions? options) => TryFire(trigger, null, options);

    /// <inheritdoc cref="TryFire(TTrigger)"/>
    public bool TryFire(TTrigger trigger, object? argument, CommitOptions? options = null) =>
        Execute(ToRequest(trigger, argument, options)).Verdict != Verdict.Refused;

    /// <inheritdoc cref="TryFire(TTrigger)"/>
    public bool TryFire<TArgument>(
        TypedTrigger<TTrigger, TArgument> trigger, TArgument argument, CommitOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(trigger);
        return TryFire(trigger.Trigger, argument, options);
    }

    /// <summary>Goes to a state, by the first trigger that leads to it and needs nothing to be given.</summary>
    /// <inheritdoc cref="Fire(TTrigger)"/>
    /// <exception cref="HoldfastArgumentException">UnknownMachineName: the machine has no such state.</exception>
    public TState TransitionTo(TState target, CommitOptions? options = null)
    {
        if (TryGoQuietly(target) is { } landing) return landing.State;
        Request<TState, TTrigger> request = new() { Target = Definition.NodeOf(target), Commit = options };
        return Conclude(request, Execute(request));
    }

    /// <summary>Goes to a state if a trigger leads to it from where the machine is.</summary>
    /// <returns>False when none does; then nothing was changed.</returns>
    /// <exception cref="HoldfastArgumentException">UnknownMachineName: the machine has no such state.</exception>
    public bool TryTransitionTo(TState target, CommitOptions? options = null) => TryGoQuietly(target) is not null
        || Execute(new() { Target = Definition.NodeOf(target), Commit = options }).Verdict != Verdict.Refused;

    /// <summary>Says for its home what becomes of a request, with the actions that run inside the firing.</summary>
    internal Plan<TState, TTrigger> Decide(
        Request<TState, TTrigger> request, Position<TState, TTrigger> seen, long number, Transaction? transaction)
    {
        Plan<TState, TTrigger> plan = _planner.Decide(request, seen, number, transaction);
        if (_blueprint.RevertsOnFailure && plan.Transition is { } transition)
            Actions.RunInside(new(this, transition, transaction), plan.Actions);
        return plan;
    }

    private Request<TState, TTrigger> ToRequest(TTrigger trigger, object? argument, CommitOptions? options)
    {
        int index = _triggers.Find(trigger);
        if (index >= 0 && _blueprint.Arguments[index] is { } form)
            form.ThrowIfUnfit(argument, _blueprint.TriggerNames[index]);
        return new() { Trigger = trigger, TriggerIndex = index, Argument = argument, Commit = options };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private StateNode<TState, TTrigger>? TryFireQuietly(TTrigger trigger)
    {
        if (_word is null) return null;
        int index = _triggers.Find(trigger);
        return index < 0 ? null : TryFireQuietly(index, trigger);
    }

    private StateNode<TState, TTrigger>? TryFireQuietly(int index, TTrigger trigger)
    {
        if (_word!.TryFire(index, trigger, out long seen) is not { } step) return null;
        StateNode<TState, TTrigger> landing = _blueprint.States[step.QuietLanding];
        if (!_observers.IsEmpty) TellQuietly(step, _word.PositionOf(seen), landing);
        return landing;
    }

    private StateNode<TState, TTrigger>? TryGoQuietly(TState target)
    {
        if (_word is null || _blueprint.TriggerOfTarget is not { } triggers) return null;
        int state = _blueprint.StateIndex.Find(target);
        int trigger = state < 0 ? -1 : triggers[state];
        return trigger < 0 ? null : TryFireQuietly(trigger, _blueprint.Triggers[trigger]);
    }

    private void TellQuietly(
        Step<TState, TTrigger> step, Position<TState, TTrigger> seen, StateNode<TState, TTrigger> landing)
    {
        var transition = new Transition<TState, TTrigger>
        {
            Kind = step.Kind == StepKind.Stay ? TransitionKind.Internal : TransitionKind.Fired,
            From = seen.State.State,
            To = landing.State,
            Trigger = _blueprint.Triggers[step.Trigger],
            Number = seen.Number + 1,
            Time = _clock.GetUtcNow(),
        };
        _observers.Tell(transition, seen.State, landing);
    }

    private TState Conclude(Request<TState, TTrigger> request, Plan<TState, TTrigger> plan)
    {
        if (plan.Verdict != Verdict.Refused) return plan.Next.State.State;
        if (_blueprint.OnUnhandled is { } function)
        {
            function(new(this, plan.Seen.State.State, request.Trigger, request.Argument, null));
            return plan.Seen.State.State;
        }

        return _blueprint.Unhandled == UnhandledTrigger.Ignore && request.Target is null
            ? plan.Seen.State.State
            : throw Refusals.Of(_blueprint, request, plan);
    }

    private Plan<TState, TTrigger> Execute(Request<TState, TTrigger> request)
    {
        if (_blueprint.IsAsync) throw Refusals.OfAsync();
        if (_blueprint.RevertsOnFailure) return ExecuteInside(request);
        Plan<TState, TTrigger> plan = _home.Move(request);
        if (plan.Transition is not { } transition)
        {
            After(plan);
            return plan;
        }

        try
        {
            if (plan.Actions.Length > 0) Actions.RunAfter(new(this, transition, null), plan.Actions);
        }
        finally
        {
            After(plan);
        }

        return plan;
    }

    private Plan<TState, TTrigger> ExecuteInside(Request<TState, TTrigger> request)
    {
        if (FiringScope.IsInside(this)) throw Refusals.OfNested();
        Plan<TState, TTrigger> plan;
        using (_home.NeedsTurn ? _turns.Enter() : default(IDisposable))
        using (FiringScope.Enter(this))
        {
            plan = _home.Move(request);
        }

        After(plan);
        return plan;
    }

    /// <summary>What follows a change that everybody can see.</summary>
    private void After(Plan<TState, TTrigger> plan)
    {
        if (!plan.Changes) return;
        _alarms?.Set();
        if (plan.Transition is { } transition && _home.TellsOwn && !_observers.IsEmpty)
            _observers.Tell(transition, plan.Seen.State, plan.Next.State);
    }
}
