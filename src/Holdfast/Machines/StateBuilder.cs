using Holdfast.Machines.Definitions;

namespace Holdfast.Machines;

/// <summary>Says what a machine does in one state.</summary>
/// <remarks>Threads. One at a time.</remarks>
public class StateBuilder<TState, TTrigger>
    where TState : notnull
    where TTrigger : notnull
{
    private readonly StateSpecification<TState, TTrigger> _state;

    internal StateBuilder(StateSpecification<TState, TTrigger> state) => _state = state;

    /// <summary>Goes to a state when a trigger is fired; to its own state it leaves and enters again.</summary>
    public TransitionBuilder<TState, TTrigger> On(TTrigger trigger, TState target) =>
        Add(new(StepKind.Go) { Trigger = trigger, Targets = [target] });

    /// <inheritdoc cref="On(TTrigger, TState)"/>
    public TypedTransitionBuilder<TState, TTrigger, TArgument> On<TArgument>(
        TypedTrigger<TTrigger, TArgument> trigger, TState target) =>
        Add(trigger, new(StepKind.Go) { Trigger = TriggerOf(trigger), Targets = [target] });

    /// <summary>Goes to one of several states, which a function chooses when the trigger is fired.</summary>
    /// <param name="trigger">The trigger on which it goes.</param>
    /// <param name="choose">Gives the state; anything but one of <paramref name="targets"/> is refused.</param>
    /// <param name="targets">The states that it may give, for the checks and the drawing.</param>
    public TransitionBuilder<TState, TTrigger> OnChoose(
        TTrigger trigger, Func<GuardContext<TState, TTrigger>, TState> choose, params TState[] targets)
    {
        ArgumentNullException.ThrowIfNull(choose);
        return Add(new(StepKind.Choose) { Trigger = trigger, Choose = choose, Targets = targets });
    }

    /// <inheritdoc cref="OnChoose(TTrigger, Func{GuardContext{TState, TTrigger}, TState}, TState[])"/>
    public TypedTransitionBuilder<TState, TTrigger, TArgument> OnChoose<TArgument>(
        TypedTrigger<TTrigger, TArgument> trigger, Func<TArgument, TState> choose, params TState[] targets)
    {
        ArgumentNullException.ThrowIfNull(choose);
        return Add(trigger, new(StepKind.Choose)
        {
            Trigger = TriggerOf(trigger),
            Choose = context => choose((TArgument)context.Argument!),
            Targets = targets,
        });
    }

    /// <summary>Stays in the state when a trigger is fired, without leaving and entering it; for its actions.</summary>
    public TransitionBuilder<TState, TTrigger> OnStay(TTrigger trigger) =>
        Add(new(StepKind.Stay) { Trigger = trigger });

    /// <inheritdoc cref="OnStay(TTrigger)"/>
    public TypedTransitionBuilder<TState, TTrigger, TArgument> OnStay<TArgument>(
        TypedTrigger<TTrigger, TArgument> trigger) =>
        Add(trigger, new(StepKind.Stay) { Trigger = TriggerOf(trigger) });

    /// <summary>Lets a trigger pass as if nothing had been fired.</summary>
    public TransitionBuilder<TState, TTrigger> Ignore(TTrigger trigger) =>
        Add(new(StepKind.Ignore) { Trigger = trigger });

    /// <summary>Goes to a state by itself after a time in this one; leaving this state calls it off.</summary>
    /// <remarks>
    /// Units. More than zero. At a path the moment is stored, and whichever process has the machine open then takes
    /// the transition, exactly once. A guard is asked once, when the time is over.
    /// </remarks>
    public TransitionBuilder<TState, TTrigger> After(TimeSpan delay, TState target)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(delay, TimeSpan.Zero);
        return Add(new(StepKind.Go) { Delay = delay, Targets = [target] });
    }

    /// <summary>
    /// Makes it a sub-state: what its super-state does on a trigger it does too, unless it says otherwise.
    /// </summary>
    public StateBuilder<TState, TTrigger> Within(TState super)
    {
        _state.Supers.Add(super);
        return this;
    }

    /// <summary>Says in which of its sub-states a machine is when it comes to this state.</summary>
    public StateBuilder<TState, TTrigger> StartsIn(TState substate)
    {
        _state.Initials.Add(substate);
        return this;
    }

    /// <summary>
    /// Goes back, when a machine comes to this state again, to the sub-state, however deep, that it was in last.
    /// </summary>
    public StateBuilder<TState, TTrigger> RemembersSubstate()
    {
        _state.Remembers = true;
        return this;
    }

    /// <summary>Calls an action when a machine comes to this state from outside it.</summary>
    public StateBuilder<TState, TTrigger> OnEntry(
        Action<ActionContext<TState, TTrigger>> action, string? description = null)
    {
        ArgumentNullException.ThrowIfNull(action);
        _state.Entry.Add(new(description, action));
        return this;
    }

    /// <summary>Calls an asynchronous action when a machine comes to this state from outside it.</summary>
    public StateBuilder<TState, TTrigger> OnEntryAsync(
        Func<ActionContext<TState, TTrigger>, CancellationToken, Task> action, string? description = null)
    {
        ArgumentNullException.ThrowIfNull(action);
        _state.Entry.Add(new(description, RunAsync: action));
        return this;
    }

    /// <summary>Calls an action when a machine leaves this state.</summary>
    public StateBuilder<TState, TTrigger> OnExit(
        Action<ActionContext<TState, TTrigger>> action, string? description = null)
    {
        ArgumentNullException.ThrowIfNull(action);
        _state.Exit.Add(new(description, action));
        return this;
    }

    /// <summary>Calls an asynchronous action when a machine leaves this state.</summary>
    public StateBuilder<TState, TTrigger> OnExitAsync(
        Func<ActionContext<TState, TTrigger>, CancellationToken, Task> action, string? description = null)
    {
        ArgumentNullException.ThrowIfNull(action);
        _state.Exit.Add(new(description, RunAsync: action));
        return this;
    }

    private static TTrigger TriggerOf<TArgument>(TypedTrigger<TTrigger, TArgument> trigger)
    {
        ArgumentNullException.ThrowIfNull(trigger);
        return trigger.Trigger;
    }

    private TransitionBuilder<TState, TTrigger> Add(StepSpecification<TState, TTrigger> step)
    {
        _state.Steps.Add(step);
        return new TransitionBuilder<TState, TTrigger>(_state, step);
    }

    private TypedTransitionBuilder<TState, TTrigger, TArgument> Add<TArgument>(
        TypedTrigger<TTrigger, TArgument> _, StepSpecification<TState, TTrigger> step)
    {
        _state.Steps.Add(step);
        return new TypedTransitionBuilder<TState, TTrigger, TArgument>(_state, step);
    }
}
