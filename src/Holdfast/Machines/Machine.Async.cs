using System.Runtime.CompilerServices;
using Holdfast.Errors;
using Holdfast.Machines.Firing;
using Holdfast.Reporting;

namespace Holdfast.Machines;

/// <content>Asynchronous firing: one firing after the other, each with all its actions.</content>
public sealed partial class Machine<TState, TTrigger>
{
    private readonly Turns _turns = new();

    /// <summary>Fires a trigger when the asynchronous firings before it are done, with all their actions.</summary>
    /// <remarks>
    /// Called by an action of the machine, it is queued behind the firing that is going on, and returns at once with
    /// the state as it is: to wait would be to wait for itself. What such a firing fails with is reported as a failed
    /// callback.
    /// </remarks>
    /// <inheritdoc cref="Fire(TTrigger)"/>
    [OverloadResolutionPriority(1)] // What a plain "default" stands for.
    public Task<TState> FireAsync(TTrigger trigger, CancellationToken token = default) =>
        FireAsync(trigger, null, null, token);

    /// <inheritdoc cref="FireAsync(TTrigger, CancellationToken)"/>
    public Task<TState> FireAsync(TTrigger trigger, CommitOptions? options, CancellationToken token = default) =>
        FireAsync(trigger, null, options, token);

    /// <inheritdoc cref="FireAsync(TTrigger, CancellationToken)"/>
    public Task<TState> FireAsync(
        TTrigger trigger, object? argument, CommitOptions? options = null, CancellationToken token = default) =>
        ConcludeAsync(ToRequest(trigger, argument, options), token);

    /// <inheritdoc cref="FireAsync(TTrigger, CancellationToken)"/>
    public Task<TState> FireAsync<TArgument>(
        TypedTrigger<TTrigger, TArgument> trigger,
        TArgument argument,
        CommitOptions? options = null,
        CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(trigger);
        return FireAsync(trigger.Trigger, argument, options, token);
    }

    /// <summary>Fires a trigger, in its turn, if the state that the machine is in then takes it.</summary>
    /// <returns>False when it does not; then nothing was changed.</returns>
    /// <exception cref="HoldfastOperationException">
    /// NestedFiring: an action of the machine asks, and would have to wait for itself to get the answer.
    /// </exception>
    [OverloadResolutionPriority(1)]
    public Task<bool> TryFireAsync(TTrigger trigger, CancellationToken token = default) =>
        TryFireAsync(trigger, null, null, token);

    /// <inheritdoc cref="TryFireAsync(TTrigger, CancellationToken)"/>
    public Task<bool> TryFireAsync(TTrigger trigger, CommitOptions? options, CancellationToken token = default) =>
        TryFireAsync(trigger, null, options, token);

    /// <inheritdoc cref="TryFireAsync(TTrigger, CancellationToken)"/>
    public async Task<bool> TryFireAsync(
        TTrigger trigger, object? argument, CommitOptions? options = null, CancellationToken token = default)
    {
        if (FiringScope.IsInside(this)) throw Refusals.OfNested();
        Request<TState, TTrigger> request = ToRequest(trigger, argument, options);
        return (await ExecuteAsync(request, token).ConfigureAwait(false)).Verdict != Verdict.Refused;
    }

    /// <inheritdoc cref="TryFireAsync(TTrigger, CancellationToken)"/>
    public Task<bool> TryFireAsync<TArgument>(
        TypedTrigger<TTrigger, TArgument> trigger,
        TArgument argument,
        CommitOptions? options = null,
        CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(trigger);
        return TryFireAsync(trigger.Trigger, argument, options, token);
    }

    /// <summary>Goes to a state, in its turn, by the first trigger that leads to it.</summary>
    /// <inheritdoc cref="TransitionTo"/>
    public Task<TState> TransitionToAsync(
        TState target, CommitOptions? options = null, CancellationToken token = default) =>
        ConcludeAsync(new() { Target = Definition.NodeOf(target), Commit = options }, token);

    /// <summary>Goes to a state, in its turn, if a trigger leads to it from where the machine then is.</summary>
    /// <inheritdoc cref="TryTransitionTo"/>
    /// <inheritdoc cref="TryFireAsync(TTrigger, CancellationToken)"/>
    public async Task<bool> TryTransitionToAsync(
        TState target, CommitOptions? options = null, CancellationToken token = default)
    {
        if (FiringScope.IsInside(this)) throw Refusals.OfNested();
        Request<TState, TTrigger> request = new() { Target = Definition.NodeOf(target), Commit = options };
        return (await ExecuteAsync(request, token).ConfigureAwait(false)).Verdict != Verdict.Refused;
    }

    private async Task<TState> ConcludeAsync(Request<TState, TTrigger> request, CancellationToken token)
    {
        if (!FiringScope.IsInside(this))
            return Conclude(request, await ExecuteAsync(request, token).ConfigureAwait(false));
        Queue(request);
        return Current;
    }

    /// <summary>Fires for an action of this machine, later and on a flow of its own.</summary>
    private void Queue(Request<TState, TTrigger> request)
    {
        using (ExecutionContext.SuppressFlow())
        {
            _ = Task.Run(async () =>
            {
                try
                {
                    Conclude(request, await ExecuteAsync(request, default).ConfigureAwait(false));
                }
                catch (Exception failure)
                {
                    CallbackFailures.Report(this, "a firing that an action of a machine queued", failure);
                }
            });
        }
    }

    private async Task<Plan<TState, TTrigger>> ExecuteAsync(Request<TState, TTrigger> request, CancellationToken token)
    {
        using Turns.Turn turn = await _turns.EnterAsync(token).ConfigureAwait(false);
        using FiringScope scope = FiringScope.Enter(this);
        Plan<TState, TTrigger> plan = await _home.MoveAsync(request, token).ConfigureAwait(false);
        try
        {
            if (!_blueprint.RevertsOnFailure && plan.Transition is { } transition)
                await Actions.RunAfterAsync(new(this, transition, null), plan.Actions, token).ConfigureAwait(false);
        }
        finally
        {
            After(plan);
        }

        return plan;
    }

    /// <inheritdoc cref="Decide"/>
    internal async Task<Plan<TState, TTrigger>> DecideAsync(
        Request<TState, TTrigger> request,
        Position<TState, TTrigger> seen,
        long number,
        Transaction? transaction,
        CancellationToken token)
    {
        Plan<TState, TTrigger> plan = _planner.Decide(request, seen, number, transaction);
        if (_blueprint.RevertsOnFailure && plan.Transition is { } transition)
        {
            ActionContext<TState, TTrigger> context = new(this, transition, transaction);
            await Actions.RunInsideAsync(context, plan.Actions, token).ConfigureAwait(false);
        }

        return plan;
    }
}
