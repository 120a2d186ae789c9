using System.Globalization;
using Holdfast.Errors;
using Holdfast.Processes.Liveness;
using Holdfast.Replicas;

namespace Holdfast.Processes.Coordination;

/// <summary>A place where so many meet before any of them goes on; then the next round begins by itself.</summary>
/// <remarks>
/// Broken. When one who has come leaves (its time is over, or it is cancelled) or its process dies before all are
///         there, all who wait are told BarrierBroken, and the next round begins.
/// Shape.  <c>{"count": n, "round": r, "broken": {"round": r, "why": text}, "here": {name: time}}</c>.
/// Threads. Any. Cost. A commit for each who comes.
/// Source. Python's <c>threading.Barrier</c>, whose breaking this is.
/// </remarks>
public sealed class DistributedBarrier
{
    private readonly State _state;
    private readonly StatePath _path;
    private readonly string _prefix;

    internal DistributedBarrier(State state, StatePath path, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        (_state, _path, Count) = (state, path, count);
        _prefix = HolderId.PrefixOf(state.Store.Self);
    }

    /// <summary>How many have to come.</summary>
    public int Count { get; }

    /// <summary>How many are there.</summary>
    public int HereCount => _state.TryGet(Here, out Value here) ? here.Count : 0;

    private StatePath Here => _path / "here";

    private DateTimeOffset Now => _state.Store.Options.TimeProvider.GetUtcNow();

    /// <summary>Comes, and waits for the others.</summary>
    /// <param name="timeout">How long to wait in total; null: without end.</param>
    /// <param name="token">Ends the waiting, and breaks the barrier.</param>
    /// <returns>The number of the round, from 0.</returns>
    /// <exception cref="HoldfastTimeoutException">BarrierTimedOut; the others are told BarrierBroken.</exception>
    /// <exception cref="HoldfastOperationException">BarrierBroken; CountDiffers.</exception>
    public long Meet(TimeSpan? timeout = null, CancellationToken token = default)
    {
        string id = HolderId.Next(_prefix);
        long round = _state.Atomic(transaction => Come(transaction, id)).Value;
        try
        {
            Ending? end = ToAttempting(round).Run(Deadline.Of(timeout), token).Value;
            end ??= _state.Atomic(transaction => Leave(transaction, round, "one waited too long")).Value;
            return ToResult(end, round);
        }
        catch (OperationCanceledException)
        {
            _state.Atomic(transaction => Leave(transaction, round, "one was cancelled"));
            throw;
        }
    }

    /// <inheritdoc cref="Meet"/>
    public async Task<long> MeetAsync(TimeSpan? timeout = null, CancellationToken token = default)
    {
        string id = HolderId.Next(_prefix);
        long round = (await _state.AtomicAsync(
            transaction => Task.FromResult(Come(transaction, id)), options: null, token).ConfigureAwait(false)).Value;
        try
        {
            Ending? end = (await ToAttempting(round).RunAsync(Deadline.Of(timeout), token).ConfigureAwait(false)).Value;
            end ??= (await LeaveAsync(round, "one waited too long").ConfigureAwait(false)).Value;
            return ToResult(end, round);
        }
        catch (OperationCanceledException)
        {
            await LeaveAsync(round, "one was cancelled").ConfigureAwait(false);
            throw;
        }
    }

    private Task<Committed<Ending?>> LeaveAsync(long round, string why) =>
        _state.AtomicAsync(transaction => Task.FromResult(Leave(transaction, round, why)));

    /// <summary>Comes to the round that is on; who is the last begins the next one.</summary>
    private long Come(Transaction transaction, string id)
    {
        if (!transaction.TryGet(_path / "count", out Value count)) transaction.Set(_path / "count", Count);
        else if (count != Count) throw CoordinationFailures.OtherCount(_path, count, Count);
        BreakIfDead(transaction);
        long round = RoundIn(transaction);
        transaction.Set(Here / id, Times.ToText(Now));
        if (transaction.GetCount(Here) >= Count) BeginNext(transaction, round);
        return round;
    }

    /// <summary>Breaks the round, unless it is over; then says how it ended.</summary>
    private Ending? Leave(Transaction transaction, long round, string why)
    {
        if (FindEnding(transaction, round) is { } end) return end;
        Break(transaction, round, why);
        return null;
    }

    private Attempting<Ending> ToAttempting(long round) => new(
        _state,
        [_path / "round"],
        (transaction, _) =>
        {
            if (FindEnding(transaction, round) is { } end) return end;
            BreakIfDead(transaction);
            return FindEnding(transaction, round);
        },
        living => FindDead(_state, living) is not null);

    private void BreakIfDead(Transaction transaction)
    {
        if (FindDead(transaction, LivingProcesses.Of(_state.Store)) is { } dead)
            Break(transaction, RoundIn(transaction), $"process {dead.Process} died");
    }

    private void Break(Transaction transaction, long round, string why)
    {
        transaction.Set(_path / "broken", Value.FromMembers([new("round", round), new("why", why)]));
        BeginNext(transaction, round);
    }

    private void BeginNext(Transaction transaction, long round)
    {
        transaction.Set(_path / "round", round + 1);
        transaction.Remove(Here);
    }

    private long RoundIn(StateView view) => view.TryGet(_path / "round", out Value round) ? (long)round : 0;

    /// <summary>How a round ended; null: it is on.</summary>
    private Ending? FindEnding(StateView view, long round)
    {
        if (RoundIn(view) <= round) return null;
        bool isBroken = view.TryGet(_path / "broken", out Value broken) && (long)broken["round"] == round;
        return new Ending(isBroken ? (string?)broken["why"] : null);
    }

    private StoreProcess? FindDead(StateView view, LivingProcesses living) => view.TryGet(Here, out Value here)
        ? here.Members.Select(member => HolderId.ProcessOf(member.Key))
            .FirstOrDefault(process => process is not null && !living.Contains(process))
        : null;

    private long ToResult(Ending? end, long round) => end switch
    {
        null => throw new HoldfastTimeoutException(
            ErrorCode.BarrierTimedOut,
            string.Create(
                CultureInfo.InvariantCulture,
                $"Not all {Count} came to the barrier '{_path}' in time; wait longer, or look who is missing.")),
        { Broken: { } why } => throw new HoldfastOperationException(
            ErrorCode.BarrierBroken,
            $"The barrier '{_path}' was broken: {why}. Come again: the next round has begun.")
        {
            Path = _path.ToString(),
        },
        _ => round,
    };

    /// <summary>The end of a round.</summary>
    /// <param name="Broken">Why it was broken; null: all came.</param>
    private sealed record Ending(string? Broken);
}
