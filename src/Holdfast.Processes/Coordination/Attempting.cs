using Holdfast.Processes.Liveness;
using Holdfast.Timing;

namespace Holdfast.Processes.Coordination;

/// <summary>Makes one attempt after another, each a commit or a look, until one succeeds or the time is over.</summary>
/// <param name="State">The state.</param>
/// <param name="Paths">Where what the attempt waits for is seen.</param>
/// <param name="Attempt">
/// The attempt; it answers null when it has to wait. It is told whether it may leave something behind for the wait.
/// </param>
/// <param name="IsTime">Asked ten times a second whether to try again, though nothing was committed.</param>
internal sealed record Attempting<T>(
    State State, StatePath[] Paths, Func<Transaction, bool, T?> Attempt, Func<LivingProcesses, bool>? IsTime)
    where T : class
{
    /// <summary>
    /// How long an attempt may wait for its commit when no time is left: longer than writers that crowd the log keep
    /// one of them waiting, and not for ever while somebody's exclusive function goes on.
    /// </summary>
    private static readonly TimeSpan LastTry = TimeSpan.FromSeconds(5);

    /// <summary>Gives what has to be committed before an attempt; null: nothing.</summary>
    public Func<Action<Transaction>?>? Chore { get; init; }

    /// <summary>Tries, and waits; null in <see cref="Committed{T}.Value"/> when the time is over.</summary>
    public Committed<T?> Run(Deadline deadline, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        Committed<T?> result = Try(mayWait: false, deadline);
        if (result.Value is not null || deadline.IsOver) return result;
        using PathWait wait = new(State, IsTime, Paths);

        // On a thread that the child has made itself nobody might take the exception, which would end this process.
        bool isTask = Thread.CurrentThread.IsThreadPoolThread;
        using CancellationTokenSource? linked = isTask ? HolderScope.Link(token) : null;
        token = linked?.Token ?? token;
        while (true)
        {
            result = Try(mayWait: true, deadline);
            if (result.Value is not null || deadline.IsOver) return result;
            wait.Wait(deadline, token);
        }
    }

    /// <inheritdoc cref="Run"/>
    public async Task<Committed<T?>> RunAsync(Deadline deadline, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        Committed<T?> result = await TryAsync(mayWait: false, deadline, token).ConfigureAwait(false);
        if (result.Value is not null || deadline.IsOver) return result;
        using PathWait wait = new(State, IsTime, Paths);
        using CancellationTokenSource? linked = HolderScope.Link(token);
        token = linked?.Token ?? token;
        while (true)
        {
            result = await TryAsync(mayWait: true, deadline, token).ConfigureAwait(false);
            if (result.Value is not null || deadline.IsOver) return result;
            await wait.WaitAsync(deadline, token).ConfigureAwait(false);
        }
    }

    private Committed<T?> Try(bool mayWait, Deadline deadline)
    {
        CommitOptions? options = OptionsOf(State, deadline);
        if (Chore?.Invoke() is { } chore) State.Atomic(chore, options);
        return State.Atomic(transaction => Attempt(transaction, mayWait), options);
    }

    private async Task<Committed<T?>> TryAsync(bool mayWait, Deadline deadline, CancellationToken token)
    {
        CommitOptions? options = OptionsOf(State, deadline);
        if (Chore?.Invoke() is { } chore)
        {
            await State.AtomicAsync(
                transaction =>
                {
                    chore(transaction);
                    return Task.CompletedTask;
                },
                options,
                token).ConfigureAwait(false);
        }

        return await State.AtomicAsync(
            transaction => Task.FromResult(Attempt(transaction, mayWait)), options, token).ConfigureAwait(false);
    }

    // An attempt waits for another's exclusive function no longer than the whole may take. The last one, when the time
    // is over, still has to find out how things are, and to leave nothing behind: it has a time of its own for that.
    public static CommitOptions? OptionsOf(State state, Deadline deadline)
    {
        TimeSpan rest = deadline.Rest;
        if (rest == Timeout.InfiniteTimeSpan) return null;
        if (rest > TimeSpan.Zero) return new CommitOptions { Timeout = rest };
        return state.Store.Options.Timeout is var time && time >= TimeSpan.Zero && time < LastTry
            ? CommitOptions.Default
            : new CommitOptions { Timeout = LastTry };
    }
}
