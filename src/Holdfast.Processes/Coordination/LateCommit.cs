using System.Collections.Concurrent;
using Holdfast.Errors;
using Holdfast.Reporting;

namespace Holdfast.Processes.Coordination;

/// <summary>
/// Takes back what this process left in a record when the commit that should have done so failed: again and again,
/// until it is made or the store is closed.
/// </summary>
/// <remarks>
/// Why. What a living process holds, waits for or has claimed stays so: nobody else may take it away. A full disk, or
///      another's exclusive function that outlasted the time for a commit, must not leave it there for ever.
/// Threads. Any; the commit is made on the clock's thread.
/// </remarks>
internal sealed class LateCommit
{
    public static readonly TimeSpan FirstRest = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(5);

    /// <summary>Nobody waits longer than this for another's exclusive function, only to leave nothing behind.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    // A timer alone would not keep them.
    private static readonly ConcurrentDictionary<LateCommit, ITimer> All = [];

    private readonly State _state;
    private readonly Action<Transaction> _function;
    private TimeSpan _rest = FirstRest;

    private readonly CommitOptions _options;

    private LateCommit(State state, Action<Transaction> function)
    {
        (_state, _function) = (state, function);
        _options = OptionsOf(state);
    }

    /// <summary>Makes the commit now, or begins to make it later.</summary>
    public static void Make(State state, Action<Transaction> function)
    {
        try
        {
            state.Atomic(function, OptionsOf(state));
        }
        catch (Exception fault) when (fault is IHoldfastError)
        {
            Begin(state, function);
        }
    }

    /// <inheritdoc cref="Make"/>
    public static async Task MakeAsync(State state, Action<Transaction> function)
    {
        try
        {
            await state.AtomicAsync(
                transaction =>
                {
                    function(transaction);
                    return Task.CompletedTask;
                },
                OptionsOf(state)).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is IHoldfastError)
        {
            Begin(state, function);
        }
    }

    /// <summary>Makes the commit after a short rest. A function that finds nothing to do makes none.</summary>
    public static void Begin(State state, Action<Transaction> function)
    {
        LateCommit late = new(state, function);
        TimeProvider clock = state.Store.Options.TimeProvider;

        // Begun in the flow of an atomic function, it would be refused there as one inside another.
        using (ExecutionContext.SuppressFlow())
        {
            All[late] = clock.CreateTimer(
                static late => ((LateCommit)late!).Try(), late, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        All[late].Change(FirstRest, Timeout.InfiniteTimeSpan);
    }

    private void Try()
    {
        try
        {
            _state.Atomic(_function, _options);
        }
        catch (Exception fault)
            when (fault is HoldfastException or HoldfastTimeoutException or ConflictException && !_state.Store.IsClosed)
        {
            _rest = _rest * 2 < LongestRest ? _rest * 2 : LongestRest;
            All[this].Change(_rest, Timeout.InfiniteTimeSpan);
            return;
        }
        catch (Exception end) when (end is ObjectDisposedException or OperationCanceledException or IHoldfastError)
        {
            // Closed, or the record is not there any more or another's: nothing is left to take back.
        }
        catch (Exception fault)
        {
            // The record is damaged, which a later look does not mend.
            CallbackFailures.Report(this, "commit that was to be made later", fault);
        }

        if (All.TryRemove(this, out ITimer? timer)) timer.Dispose();
    }

    /// <summary>How a commit is made that may not wait long: another attempt follows, or its time is over.</summary>
    public static CommitOptions OptionsOf(State state, string? reason = null) =>
        state.Store.Options.Timeout is var time && time >= TimeSpan.Zero && time < LongestWait
            ? new CommitOptions { Reason = reason }
            : new CommitOptions { Reason = reason, Timeout = LongestWait };
}
