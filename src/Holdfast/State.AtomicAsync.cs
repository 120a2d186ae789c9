using System.Diagnostics;
using Holdfast.Replicas;
using Holdfast.Reporting;
using Holdfast.Timing;

namespace Holdfast;

/// <content>The asynchronous twins of the atomic functions.</content>
public sealed partial class State
{
    /// <inheritdoc cref="Atomic(Action{Transaction}, CommitOptions?)"/>
    public async Task<Revision> AtomicAsync(
        Func<Transaction, Task> function, CommitOptions? options = null, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(function);
        return (await AtomicAsync(ToFunction(function), options, token).ConfigureAwait(false)).Revision;
    }

    /// <inheritdoc cref="Atomic{T}(Func{Transaction, T}, CommitOptions?)"/>
    public async Task<Committed<T>> AtomicAsync<T>(
        Func<Transaction, Task<T>> function, CommitOptions? options = null, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(function);
        AtomicScope.ThrowIfInside();
        options ??= CommitOptions.Default;
        using Activity? activity = Telemetry.StartActivity("holdfast.atomic", Name);
        Attempts attempts = AttemptsOf(options);
        while (true)
        {
            token.ThrowIfCancellationRequested();
            TurnHold? hold = attempts.TakesTurn
                ? await TakeTurnAsync(Attempts.TurnLimit, attempts.Deadline, token).ConfigureAwait(false)
                : null;
            try
            {
                Committed<T>? result = await RunAsync(function, options, attempts, hold, token).ConfigureAwait(false);
                if (result is { } committed) return committed;
            }
            finally
            {
                hold?.Release();
            }
        }
    }

    /// <inheritdoc cref="Exclusive{T}(Func{Transaction, T}, CommitOptions?)"/>
    public async Task<Committed<T>> ExclusiveAsync<T>(
        Func<Transaction, Task<T>> function, CommitOptions? options = null, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(function);
        AtomicScope.ThrowIfInside();
        options ??= CommitOptions.Default;
        var attempts = new Attempts(maximum: 1, DeadlineOf(options));
        TurnHold hold = await TakeTurnAsync(Timeout.InfiniteTimeSpan, attempts.Deadline, token).ConfigureAwait(false);
        try
        {
            return await RunAsync(function, options, attempts, hold, token).ConfigureAwait(false) ?? throw Unreachable;
        }
        finally
        {
            hold.Release();
        }
    }

    /// <inheritdoc cref="Exclusive(Action{Transaction}, CommitOptions?)"/>
    public async Task<Revision> ExclusiveAsync(
        Func<Transaction, Task> function, CommitOptions? options = null, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(function);
        return (await ExclusiveAsync(ToFunction(function), options, token).ConfigureAwait(false)).Revision;
    }

    private static Func<Transaction, Task<bool>> ToFunction(Func<Transaction, Task> function) => async transaction =>
    {
        await function(transaction).ConfigureAwait(false);
        return true;
    };

    /// <summary>Makes one attempt; null when it has to be made again.</summary>
    private async Task<Committed<T>?> RunAsync<T>(
        Func<Transaction, Task<T>> function,
        CommitOptions options,
        Attempts attempts,
        TurnHold? hold,
        CancellationToken token)
    {
        var transaction = new Transaction(Begin(out Replica? seen), _section, attempts.Number, Json);
        var result = new Committed<T>(
            await RunFunctionAsync(function, transaction).ConfigureAwait(false), transaction.Revision);
        if (!transaction.HasOperations) return result;

        Outcome outcome = await SubmitAsync(
            ToProposal(transaction, options), options, attempts.Deadline, hold, seen, token).ConfigureAwait(false);
        return IsDecided(outcome, attempts, ref result) ? result : null;
    }

    // The scope is entered in a method of its own: what an asynchronous method sets flows into what it calls, and is
    // gone for its caller when it ends.
    private static async Task<T> RunFunctionAsync<T>(Func<Transaction, Task<T>> function, Transaction transaction)
    {
        AtomicScope scope = AtomicScope.Enter();
        try
        {
            return await function(transaction).ConfigureAwait(false);
        }
        finally
        {
            scope.Exit();
            transaction.End();
        }
    }
}
