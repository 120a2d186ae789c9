using Holdfast.Errors;
using Holdfast.Machines.Definitions;

namespace Holdfast.Machines.Firing;

/// <summary>Calls the actions of a transition, after it is visible or inside its firing.</summary>
internal static class Actions
{
    /// <summary>Calls all, and then tells of those that failed: the new state stands.</summary>
    public static void RunAfter<TState, TTrigger>(
        ActionContext<TState, TTrigger> context, MachineAction<TState, TTrigger>[] actions)
        where TState : notnull
        where TTrigger : notnull
    {
        List<Exception>? failures = null;
        foreach (MachineAction<TState, TTrigger> action in actions)
        {
            try
            {
                action.Run?.Invoke(context);
            }
            catch (Exception failure)
            {
                (failures ??= []).Add(failure);
            }
        }

        ThrowFailed(context.Transition, failures);
    }

    /// <inheritdoc cref="RunAfter"/>
    public static async Task RunAfterAsync<TState, TTrigger>(
        ActionContext<TState, TTrigger> context, MachineAction<TState, TTrigger>[] actions, CancellationToken token)
        where TState : notnull
        where TTrigger : notnull
    {
        List<Exception>? failures = null;
        foreach (MachineAction<TState, TTrigger> action in actions)
        {
            try
            {
                await RunAsync(action, context, token).ConfigureAwait(false);
            }
            catch (Exception failure)
            {
                (failures ??= []).Add(failure);
            }
        }

        ThrowFailed(context.Transition, failures);
    }

    /// <summary>Calls them until one fails, which keeps the transition from being taken.</summary>
    public static void RunInside<TState, TTrigger>(
        ActionContext<TState, TTrigger> context, MachineAction<TState, TTrigger>[] actions)
        where TState : notnull
        where TTrigger : notnull
    {
        ThrowIfMissing(actions);
        try
        {
            foreach (MachineAction<TState, TTrigger> action in actions) action.Run!(context);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            throw Reverted(context.Transition, failure);
        }
    }

    /// <inheritdoc cref="RunInside"/>
    public static async Task RunInsideAsync<TState, TTrigger>(
        ActionContext<TState, TTrigger> context, MachineAction<TState, TTrigger>[] actions, CancellationToken token)
        where TState : notnull
        where TTrigger : notnull
    {
        ThrowIfMissing(actions);
        try
        {
            foreach (MachineAction<TState, TTrigger> action in actions)
                await RunAsync(action, context, token).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            throw Reverted(context.Transition, failure);
        }
    }

    private static Task RunAsync<TState, TTrigger>(
        MachineAction<TState, TTrigger> action, ActionContext<TState, TTrigger> context, CancellationToken token)
        where TState : notnull
        where TTrigger : notnull
    {
        action.Run?.Invoke(context);
        return action.RunAsync?.Invoke(context, token) ?? Task.CompletedTask;
    }

    private static void ThrowIfMissing<TState, TTrigger>(MachineAction<TState, TTrigger>[] actions)
        where TState : notnull
        where TTrigger : notnull
    {
        if (Array.Find(actions, action => action.IsMissing) is not { } missing) return;
        throw new HoldfastOperationException(
            ErrorCode.MachineCodeMissing,
            $"The action '{missing.Name}' decides whether this transition may be taken, and the definition was loaded "
                + "without its code; fire it from the program that has it.");
    }

    private static void ThrowFailed<TState, TTrigger>(
        Transition<TState, TTrigger> transition, List<Exception>? failures)
        where TState : notnull
        where TTrigger : notnull
    {
        if (failures is null) return;
        Exception cause = failures is [var only] ? only : new AggregateException(failures);
        throw new HoldfastOperationException(
            ErrorCode.MachineActionFailed,
            $"The machine went from '{Names.Of(transition.From)}' to '{Names.Of(transition.To)}' and is there, but an "
                + $"action of it failed: {cause.Message}",
            cause);
    }

    private static HoldfastOperationException Reverted<TState, TTrigger>(
        Transition<TState, TTrigger> transition, Exception cause)
        where TState : notnull
        where TTrigger : notnull => new(
            ErrorCode.FiringReverted,
            $"The machine stays in '{Names.Of(transition.From)}' and does not go to '{Names.Of(transition.To)}', "
                + $"because an action of it failed: {cause.Message}",
            cause);
}
