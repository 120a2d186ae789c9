using Holdfast.Machines.Definitions;

namespace Holdfast.Machines;

/// <summary>Says when a transition is taken and what it does with what is given with its trigger.</summary>
/// <remarks>Threads. One at a time.</remarks>
public sealed class TypedTransitionBuilder<TState, TTrigger, TArgument> : StateBuilder<TState, TTrigger>
    where TState : notnull
    where TTrigger : notnull
{
    private readonly StepSpecification<TState, TTrigger> _step;

    internal TypedTransitionBuilder(
        StateSpecification<TState, TTrigger> state, StepSpecification<TState, TTrigger> step)
        : base(state) => _step = step;

    /// <inheritdoc cref="TransitionBuilder{TState, TTrigger}.If(string, Func{bool})"/>
    public TypedTransitionBuilder<TState, TTrigger, TArgument> If(string description, Func<TArgument, bool> guard)
    {
        ArgumentNullException.ThrowIfNull(guard);
        return If(description, (argument, _) => guard(argument), readsState: false);
    }

    /// <inheritdoc cref="TransitionBuilder{TState, TTrigger}.If(string, Func{bool})"/>
    public TypedTransitionBuilder<TState, TTrigger, TArgument> If(
        string description, Func<TArgument, GuardContext<TState, TTrigger>, bool> guard)
    {
        ArgumentNullException.ThrowIfNull(guard);
        return If(description, guard, readsState: true);
    }

    /// <inheritdoc cref="TransitionBuilder{TState, TTrigger}.Do"/>
    public TypedTransitionBuilder<TState, TTrigger, TArgument> Do(
        Action<TArgument, ActionContext<TState, TTrigger>> action, string? description = null)
    {
        ArgumentNullException.ThrowIfNull(action);
        _step.Actions.Add(new(
            description, context => action((TArgument)context.Transition.Argument!, context), Given: action));
        return this;
    }

    /// <inheritdoc cref="TransitionBuilder{TState, TTrigger}.DoAsync"/>
    public TypedTransitionBuilder<TState, TTrigger, TArgument> DoAsync(
        Func<TArgument, ActionContext<TState, TTrigger>, CancellationToken, Task> action, string? description = null)
    {
        ArgumentNullException.ThrowIfNull(action);
        _step.Actions.Add(new(
            description,
            RunAsync: (context, token) => action((TArgument)context.Transition.Argument!, context, token)));
        return this;
    }

    private TypedTransitionBuilder<TState, TTrigger, TArgument> If(
        string description, Func<TArgument, GuardContext<TState, TTrigger>, bool> guard, bool readsState)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(description);
        _step.Guards.Add(new Guard<TState, TTrigger>(
            description,
            Full: context => guard((TArgument)context.Argument!, context),
            NeedsArgument: true,
            ReadsState: readsState));
        return this;
    }
}
