using Holdfast.Machines.Definitions;

namespace Holdfast.Machines;

/// <summary>Says when one transition is taken and what it does, or goes on with its state.</summary>
/// <remarks>Threads. One at a time.</remarks>
public sealed class TransitionBuilder<TState, TTrigger> : StateBuilder<TState, TTrigger>
    where TState : notnull
    where TTrigger : notnull
{
    private readonly StepSpecification<TState, TTrigger> _step;

    internal TransitionBuilder(
        StateSpecification<TState, TTrigger> state, StepSpecification<TState, TTrigger> step)
        : base(state) => _step = step;

    /// <summary>Takes the transition only when a condition holds; of several, all.</summary>
    /// <param name="description">
    /// What must hold, in words; a refusal names it, and so does the stored definition.
    /// </param>
    /// <param name="guard">Quick, without effects, and ready to be asked more often than is fired.</param>
    public TransitionBuilder<TState, TTrigger> If(string description, Func<bool> guard)
    {
        ArgumentNullException.ThrowIfNull(guard);
        return If(new Guard<TState, TTrigger>(description, Plain: guard));
    }

    /// <inheritdoc cref="If(string, Func{bool})"/>
    public TransitionBuilder<TState, TTrigger> If(string description, Func<GuardContext<TState, TTrigger>, bool> guard)
    {
        ArgumentNullException.ThrowIfNull(guard);
        return If(new Guard<TState, TTrigger>(description, Full: guard, ReadsState: true));
    }

    /// <summary>
    /// Calls an action when the transition is taken: after the exit actions, before the entry actions.
    /// </summary>
    public TransitionBuilder<TState, TTrigger> Do(
        Action<ActionContext<TState, TTrigger>> action, string? description = null)
    {
        ArgumentNullException.ThrowIfNull(action);
        _step.Actions.Add(new(description, action));
        return this;
    }

    /// <summary>Calls an asynchronous action when the transition is taken.</summary>
    public TransitionBuilder<TState, TTrigger> DoAsync(
        Func<ActionContext<TState, TTrigger>, CancellationToken, Task> action, string? description = null)
    {
        ArgumentNullException.ThrowIfNull(action);
        _step.Actions.Add(new(description, RunAsync: action));
        return this;
    }

    internal TransitionBuilder<TState, TTrigger> If(Guard<TState, TTrigger> guard)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(guard.Name);
        _step.Guards.Add(guard);
        return this;
    }
}
