using System.Globalization;
using Holdfast.Errors;
using Holdfast.Processes.Liveness;
using Holdfast.Timing;

namespace Holdfast.Processes.Coordination;

/// <summary>A place where a number of parties meet before any goes on; then the next round begins by itself.</summary>
/// <remarks>
/// Broken. When one who has come leaves (its time is over, it is cancelled or meets an error) or its process dies
///         before all are there, all who wait in that round are told BarrierBroken, and the next round begins.
/// Threads. Any. Cost. A commit for each who comes, and for each who is told that its round was broken.
/// Source. Python's <c>threading.Barrier</c>, whose breaking this is.
/// </remarks>
public sealed class DistributedBarrier
{
    private const string TooLong = "one waited too long";

    private readonly State _state;
    private readonly BarrierRules _rules;
    private readonly string _prefix;

    internal DistributedBarrier(State state, StatePath path, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        (_state, _rules, Count) = (state, new BarrierRules(RecordCheck.NotRoot(path, "barrier"), count), count);
        _prefix = HolderId.PrefixOf(state.Store.Self);
    }

    /// <summary>How many parties have to come.</summary>
    public int Count { get; }

    /// <summary>How many parties have come in this round.</summary>
    public int HereCount
    {
        get
        {
            Snapshot now = _state.Snapshot();
            RecordCheck.Barrier.Check(now, _rules.Path);
            return now.TryGet(_rules.Here, out Value here) ? here.Count : 0;
        }
    }

    private LivingProcesses Living => LivingProcesses.Of(_state.Store);

    /// <summary>Comes, and waits for the others.</summary>
    /// <param name="timeout">How long to wait in total; null: without end.</param>
    /// <param name="token">Ends the waiting, and breaks the barrier.</param>
    /// <returns>The number of the round, from 0.</returns>
    /// <exception cref="HoldfastTimeoutException">BarrierTimedOut; the others are told BarrierBroken.</exception>
    /// <exception cref="HoldfastOperationException">BarrierBroken; CountDiffers; NotCoordination.</exception>
    public long Meet(TimeSpan? timeout = null, CancellationToken token = default)
    {
        Deadline deadline = Deadline.Of(timeout);
        RecordCheck.Barrier.Check(_state, _rules.Path);
        string id = HolderId.Next(_prefix);
        long round = 0;
        BarrierEnding? end;
        try
        {
            round = _state.Atomic(transaction => Come(transaction, id), OptionsOf(deadline)).Value;
            end = ToAttempting(round, id).Run(deadline, token).Value ?? LeaveLate(round, id);
        }
        catch (Exception fault) when (fault is OperationCanceledException or IHoldfastError)
        {
            LateCommit.Make(_state, transaction => Leave(transaction, round, id, ToWhy(fault)));
            throw;
        }

        return ToResult(end, round);
    }

    /// <inheritdoc cref="Meet"/>
    public async Task<long> MeetAsync(TimeSpan? timeout = null, CancellationToken token = default)
    {
        Deadline deadline = Deadline.Of(timeout);
        RecordCheck.Barrier.Check(_state, _rules.Path);
        string id = HolderId.Next(_prefix);
        long round = 0;
        BarrierEnding? end;
        try
        {
            round = (await _state.AtomicAsync(
                transaction => Task.FromResult(Come(transaction, id)), OptionsOf(deadline), token)
                .ConfigureAwait(false)).Value;
            end = (await ToAttempting(round, id).RunAsync(deadline, token).ConfigureAwait(false)).Value
                ?? await LeaveLateAsync(round, id).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is OperationCanceledException or IHoldfastError)
        {
            await LateCommit.MakeAsync(_state, transaction => Leave(transaction, round, id, ToWhy(fault)))
                .ConfigureAwait(false);
            throw;
        }

        return ToResult(end, round);
    }

    private long Come(Transaction transaction, string id) =>
        _rules.Come(transaction, id, _state.Store.Options.TimeProvider.GetUtcNow(), Living);

    private BarrierEnding? Leave(Transaction transaction, long round, string id, string why) =>
        _rules.Leave(transaction, round, id, why, Living);

    /// <summary>
    /// Leaves when the time is over, and goes on trying when that cannot be done soon; says how the round had ended.
    /// </summary>
    private BarrierEnding? LeaveLate(long round, string id)
    {
        try
        {
            return _state.Atomic(
                transaction => Leave(transaction, round, id, TooLong), LateCommit.OptionsOf(_state)).Value;
        }
        catch (HoldfastTimeoutException)
        {
            LateCommit.Begin(_state, transaction => Leave(transaction, round, id, TooLong));
            return null;
        }
    }

    /// <inheritdoc cref="LeaveLate"/>
    private async Task<BarrierEnding?> LeaveLateAsync(long round, string id)
    {
        try
        {
            return (await _state.AtomicAsync(
                transaction => Task.FromResult(Leave(transaction, round, id, TooLong)), LateCommit.OptionsOf(_state))
                .ConfigureAwait(false)).Value;
        }
        catch (HoldfastTimeoutException)
        {
            LateCommit.Begin(_state, transaction => Leave(transaction, round, id, TooLong));
            return null;
        }
    }

    private CommitOptions? OptionsOf(Deadline deadline) => Attempting<BarrierEnding>.OptionsOf(_state, deadline);

    private static string ToWhy(Exception fault) =>
        fault is OperationCanceledException ? "one was cancelled" : "one met an error";

    private Attempting<BarrierEnding> ToAttempting(long round, string id) => new(
        _state,
        [_rules.Round],
        (transaction, _) =>
        {
            if (_rules.FindEnding(transaction, round, id) is { } end) return end;
            _rules.BreakIfDead(transaction, Living);
            return _rules.FindEnding(transaction, round, id);
        },
        living => _rules.FindDead(_state, living) is not null);

    private long ToResult(BarrierEnding? end, long round) => end switch
    {
        null => throw new HoldfastTimeoutException(
            ErrorCode.BarrierTimedOut,
            string.Create(
                CultureInfo.InvariantCulture,
                $"Not all {Count} came to the barrier '{_rules.Path}' in time; wait longer, or see who is missing.")),
        { Broken: { } why } => throw new HoldfastOperationException(
            ErrorCode.BarrierBroken,
            $"The barrier '{_rules.Path}' was broken: {why}. Come again: the next round has begun.")
        {
            Path = _rules.Path.ToString(),
        },
        _ => round,
    };
}
