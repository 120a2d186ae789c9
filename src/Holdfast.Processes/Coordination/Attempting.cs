using Holdfast.Processes.Liveness;
using Holdfast.Replicas;

namespace Holdfast.Processes.Coordination;

/// <summary>Makes one attempt after another, each a commit or a look, until one succeeds or the time is over.</summary>
/// <param name="State">The state.</param>
/// <param name="Path">Where what the attempt waits for is seen.</param>
/// <param name="Attempt">
/// The attempt; it answers null when it has to wait. It is told whether it may leave something behind for the wait.
/// </param>
/// <param name="IsTime">Asked ten times a second whether to try again, though nothing was committed.</param>
internal sealed record Attempting<T>(
    State State, StatePath Path, Func<Transaction, bool, T?> Attempt, Func<LivingProcesses, bool>? IsTime)
    where T : class
{
    /// <summary>Tries, and waits; null in <see cref="Committed{T}.Value"/> when the time is over.</summary>
    public Committed<T?> Run(Deadline deadline, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        Committed<T?> result = Try(mayWait: false, deadline);
        if (result.Value is not null || deadline.IsOver) return result;
        using PathWait wait = new(State, Path, IsTime);
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
        using PathWait wait = new(State, Path, IsTime);
        while (true)
        {
            result = await TryAsync(mayWait: true, deadline, token).ConfigureAwait(false);
            if (result.Value is not null || deadline.IsOver) return result;
            await wait.WaitAsync(deadline, token).ConfigureAwait(false);
        }
    }

    private Committed<T?> Try(bool mayWait, Deadline deadline) =>
        State.Atomic(transaction => Attempt(transaction, mayWait), OptionsOf(deadline));

    private Task<Committed<T?>> TryAsync(bool mayWait, Deadline deadline, CancellationToken token) => State.AtomicAsync(
        transaction => Task.FromResult(Attempt(transaction, mayWait)), OptionsOf(deadline), token);

    // An attempt waits for another's exclusive function no longer than the whole may take. The last one, when the time
    // is over, still has to find out how things are, and to leave nothing behind.
    private static CommitOptions? OptionsOf(Deadline deadline) =>
        deadline.Rest is { Ticks: > 0 } rest ? new CommitOptions { Timeout = rest } : null;
}
