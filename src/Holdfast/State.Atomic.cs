using System.Diagnostics;
using System.Runtime.CompilerServices;
using Holdfast.Commits;
using Holdfast.Replicas;
using Holdfast.Reporting;
using Holdfast.Timing;

namespace Holdfast;

/// <content>Functions of any number of reads and changes that become one commit or nothing.</content>
// Asynchronous functions are refused at compile time. Those of Task have the higher priority, because an async lambda
// fits ValueTask as well, and an ambiguity would not say what to do.
public sealed partial class State
{
    /// <summary>
    /// Runs a function on a snapshot and commits what it did as one step, if what it read still holds; else runs it
    /// again.
    /// </summary>
    /// <remarks>
    /// The function may run more than once and does nothing outside the state. An exception in it changes nothing. A
    /// function that changes nothing makes no commit. It holds no lock: others go on meanwhile.
    /// </remarks>
    /// <returns>The revision of the commit; the one that was read when there is none.</returns>
    /// <exception cref="Errors.ConflictException">
    /// Conflict: others were faster in every attempt; nothing was changed.
    /// </exception>
    /// <exception cref="Errors.HoldfastTimeoutException">
    /// TimedOut: the right to write was not had in time; nothing was changed.
    /// </exception>
    public Revision Atomic(Action<Transaction> function, CommitOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        return Atomic(ToFunction(function), options).Revision;
    }

    /// <inheritdoc cref="Atomic(Action{Transaction}, CommitOptions?)"/>
    /// <returns>The function's result, with the revision.</returns>
    public Committed<T> Atomic<T>(Func<Transaction, T> function, CommitOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        options ??= CommitOptions.Default;
        return Atomic(function, options, AttemptsOf(options));
    }

    private Committed<T> Atomic<T>(Func<Transaction, T> function, CommitOptions options, Attempts attempts)
    {
        AtomicScope.ThrowIfInside();
        using Activity? activity = Telemetry.StartActivity("holdfast.atomic", Name);
        while (true)
        {
            TurnHold? hold = attempts.TakesTurn
                ? TakeTurn(Attempts.TurnLimit, attempts.Deadline)
                : null;
            try
            {
                if (TryRun(function, options, attempts, hold, out Committed<T> result))
                    return result;
            }
            finally
            {
                hold?.Release();
            }
        }
    }

    /// <summary>An asynchronous function needs <c>AtomicAsync</c>.</summary>
    [Obsolete("The function is asynchronous, or only throws; use AtomicAsync, or let it return.", error: true)]
    [OverloadResolutionPriority(1)]
    public void Atomic(Func<Transaction, Task> function, CommitOptions? options = null) => throw Unreachable;

    /// <summary>An asynchronous function needs <c>AtomicAsync</c>.</summary>
    [Obsolete("The function is asynchronous, or only throws; use AtomicAsync, or let it return.", error: true)]
    [OverloadResolutionPriority(1)]
    public void Atomic<T>(Func<Transaction, Task<T>> function, CommitOptions? options = null) => throw Unreachable;

    /// <summary>An asynchronous function needs <c>AtomicAsync</c>.</summary>
    [Obsolete("The function is asynchronous, or only throws; use AtomicAsync, or let it return.", error: true)]
    public void Atomic(Func<Transaction, ValueTask> function, CommitOptions? options = null) => throw Unreachable;

    /// <summary>An asynchronous function needs <c>AtomicAsync</c>.</summary>
    [Obsolete("The function is asynchronous, or only throws; use AtomicAsync, or let it return.", error: true)]
    public void Atomic<T>(Func<Transaction, ValueTask<T>> function, CommitOptions? options = null) => throw Unreachable;

    /// <summary>
    /// Runs a function exactly once, while other writers of the namespace wait, in whatever process; readers go on.
    /// When this process dies, the others go on at once.
    /// </summary>
    /// <remarks>
    /// Source. zproc's atomic. Prefer <c>Atomic</c>: this holds everybody up for as long as the function runs.
    /// </remarks>
    /// <exception cref="Errors.HoldfastTimeoutException">
    /// TimedOut, naming who has the turn; the function did not run.
    /// </exception>
    public Committed<T> Exclusive<T>(Func<Transaction, T> function, CommitOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        AtomicScope.ThrowIfInside();
        options ??= CommitOptions.Default;
        var attempts = new Attempts(maximum: 1, DeadlineOf(options));
        TurnHold hold = TakeTurn(Timeout.InfiniteTimeSpan, attempts.Deadline);
        try
        {
            return TryRun(function, options, attempts, hold, out Committed<T> result) ? result : throw Unreachable;
        }
        finally
        {
            hold.Release();
        }
    }

    /// <inheritdoc cref="Exclusive{T}(Func{Transaction, T}, CommitOptions?)"/>
    public Revision Exclusive(Action<Transaction> function, CommitOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        return Exclusive(ToFunction(function), options).Revision;
    }

    /// <summary>An asynchronous function needs <c>ExclusiveAsync</c>.</summary>
    [Obsolete("The function is asynchronous; use ExclusiveAsync.", error: true)]
    [OverloadResolutionPriority(1)]
    public void Exclusive(Func<Transaction, Task> function, CommitOptions? options = null) => throw Unreachable;

    /// <summary>An asynchronous function needs <c>ExclusiveAsync</c>.</summary>
    [Obsolete("The function is asynchronous; use ExclusiveAsync.", error: true)]
    [OverloadResolutionPriority(1)]
    public void Exclusive<T>(Func<Transaction, Task<T>> function, CommitOptions? options = null) => throw Unreachable;

    /// <summary>An asynchronous function needs <c>ExclusiveAsync</c>.</summary>
    [Obsolete("The function is asynchronous; use ExclusiveAsync.", error: true)]
    public void Exclusive(Func<Transaction, ValueTask> function, CommitOptions? options = null) => throw Unreachable;

    /// <summary>An asynchronous function needs <c>ExclusiveAsync</c>.</summary>
    [Obsolete("The function is asynchronous; use ExclusiveAsync.", error: true)]
    public void Exclusive<T>(Func<Transaction, ValueTask<T>> function, CommitOptions? options = null) =>
        throw Unreachable;

    /// <summary>Says what an atomic function would commit now, and commits nothing.</summary>
    /// <returns>A JSON Patch, relative to this state.</returns>
    public Documents.Patches.Patch Preview(Action<Transaction> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        var transaction = new Transaction(Read(), _section, attempt: 1, Json);
        RunFunction(ToFunction(function), transaction);
        Documents.Patches.Patch patch = transaction.Preview();
        transaction.End();
        return patch;
    }

    /// <summary>A preview is of a function that ends when it returns.</summary>
    [Obsolete("The function is asynchronous; a preview takes one that is not.", error: true)]
    [OverloadResolutionPriority(1)]
    public Documents.Patches.Patch Preview(Func<Transaction, Task> function) => throw Unreachable;

    /// <summary>A preview is of a function that ends when it returns.</summary>
    [Obsolete("The function is asynchronous; a preview takes one that is not.", error: true)]
    public Documents.Patches.Patch Preview(Func<Transaction, ValueTask> function) => throw Unreachable;

    /// <summary>A preview is of a function that ends when it returns.</summary>
    [Obsolete("The function is asynchronous; a preview takes one that is not.", error: true)]
    [OverloadResolutionPriority(1)]
    public Documents.Patches.Patch Preview<T>(Func<Transaction, Task<T>> function) => throw Unreachable;

    /// <summary>A preview is of a function that ends when it returns.</summary>
    [Obsolete("The function is asynchronous; a preview takes one that is not.", error: true)]
    public Documents.Patches.Patch Preview<T>(Func<Transaction, ValueTask<T>> function) => throw Unreachable;

    private Attempts AttemptsOf(CommitOptions options) => AttemptsOf(options, DeadlineOf(options));

    private Attempts AttemptsOf(CommitOptions options, Deadline deadline) =>
        new(options.MaxAttempts ?? Store.Options.MaxAttempts, deadline);

    private static InvalidOperationException Unreachable =>
        new("This point is not reached: the call before it throws.");

    private static Func<Transaction, bool> ToFunction(Action<Transaction> function) => transaction =>
    {
        function(transaction);
        return true;
    };

    private static T RunFunction<T>(Func<Transaction, T> function, Transaction transaction)
    {
        AtomicScope scope = AtomicScope.Enter();
        try
        {
            return function(transaction);
        }
        finally
        {
            scope.Exit();
        }
    }

    /// <summary>Makes one attempt; false when it has to be made again.</summary>
    private bool TryRun<T>(
        Func<Transaction, T> function,
        CommitOptions options,
        Attempts attempts,
        TurnHold? hold,
        out Committed<T> result)
    {
        var transaction = new Transaction(Begin(out Replica? seen), _section, attempts.Number, Json);
        T value;
        try
        {
            value = RunFunction(function, transaction);
        }
        finally
        {
            transaction.End();
        }

        result = new Committed<T>(value, transaction.Revision);
        if (!transaction.HasOperations) return true;

        Outcome outcome = Submit(ToProposal(transaction, options), options, attempts.Deadline, hold, seen);
        return IsDecided(outcome, attempts, ref result);
    }

    private bool IsDecided<T>(Outcome outcome, Attempts attempts, ref Committed<T> result)
    {
        if (outcome.Rejection is null)
        {
            Telemetry.Attempted(attempts.Number);
            result = result with { Revision = new Revision(outcome.Revision) };
            return true;
        }

        CountConflict(attempts, outcome.Rejection);
        return false;
    }

    private void CountConflict(Attempts attempts, Rejection rejection)
    {
        attempts.Next(rejection, _section);
        Telemetry.Conflicted(Name);
    }

    private Proposal ToProposal(Transaction transaction, CommitOptions options) => Propose(
        transaction.OperationsToArray(),
        transaction.ReadsToArray(),
        transaction.Revision.Number,
        options,
        transaction.Foresee());

    /// <summary>
    /// What a function begins with: a namespace that has initial values is made first, so that it sees them.
    /// </summary>
    /// <param name="seen">Whose tip it is: only that one may decide what the function proposes.</param>
    private Tip Begin(out Replica? seen)
    {
        if (_initial is not null) Make();
        return ReadNews(out seen);
    }
}
