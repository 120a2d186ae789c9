using System.Globalization;
using Holdfast.Errors;
using Holdfast.Timing;

namespace Holdfast.Processes.Coordination;

/// <summary>A number that processes count down, and others wait for to be zero.</summary>
/// <remarks>
/// Shape. The record is the number itself. Missing: it has not been set, and is waited for like any other.
/// Threads. Any. Cost. A commit for each signal.
/// </remarks>
public sealed class Countdown
{
    private readonly State _state;
    private readonly StatePath _path;

    internal Countdown(State state, StatePath path) =>
        (_state, _path) = (state, RecordCheck.NotRoot(path, "countdown"));

    /// <summary>What is left; null: it has not been set.</summary>
    public long? Rest => RestIn(_state);

    /// <summary>Sets it, also for another round.</summary>
    /// <param name="count">0 or more.</param>
    /// <exception cref="HoldfastOperationException">NotCoordination: what is there is no number.</exception>
    public Revision Set(long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        RestIn(_state);
        return _state.Set(_path, count);
    }

    /// <inheritdoc cref="Set"/>
    public ValueTask<Revision> SetAsync(long count, CancellationToken token = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        RestIn(_state);
        return _state.SetAsync(_path, count, token: token);
    }

    /// <summary>Sets it unless it is set; so each of those who begin together may call this.</summary>
    /// <returns>Whether this call set it.</returns>
    /// <exception cref="HoldfastOperationException">NotCoordination: what is there is no number.</exception>
    public bool TrySet(long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        RestIn(_state);
        return _state.TrySet(_path, count, Condition.IfMissing, out _);
    }

    /// <summary>Counts down; true when that made it zero.</summary>
    /// <exception cref="HoldfastOperationException">
    /// CountdownOver: less than that is left, or it was not set; nothing was changed.
    /// </exception>
    public bool Signal(long count = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return _state.Atomic(transaction => Lower(transaction, count)).Value == 0;
    }

    /// <inheritdoc cref="Signal"/>
    public async Task<bool> SignalAsync(long count = 1, CancellationToken token = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return (await _state.AtomicAsync(
            transaction => Task.FromResult(Lower(transaction, count)), null, token).ConfigureAwait(false)).Value == 0;
    }

    /// <summary>Raises it, as long as it is not at zero: then some have gone on already.</summary>
    /// <exception cref="HoldfastOperationException">CountdownOver; nothing was changed.</exception>
    public void Raise(long count = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        _state.Atomic(transaction => Lift(transaction, count));
    }

    /// <inheritdoc cref="Raise"/>
    public Task RaiseAsync(long count = 1, CancellationToken token = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return _state.AtomicAsync(
            transaction =>
            {
                Lift(transaction, count);
                return Task.CompletedTask;
            },
            options: null,
            token);
    }

    /// <summary>Waits until it is zero.</summary>
    /// <param name="timeout">How long to wait in total; null: without end.</param>
    /// <param name="token">Ends the waiting.</param>
    /// <exception cref="HoldfastTimeoutException">CountdownTimedOut.</exception>
    public void Wait(TimeSpan? timeout = null, CancellationToken token = default)
    {
        if (ToAttempting().Run(Deadline.Of(timeout), token).Value is null) throw TimedOut();
    }

    /// <inheritdoc cref="Wait"/>
    public async Task WaitAsync(TimeSpan? timeout = null, CancellationToken token = default)
    {
        Committed<object?> end = await ToAttempting().RunAsync(Deadline.Of(timeout), token).ConfigureAwait(false);
        if (end.Value is null) throw TimedOut();
    }

    private long? RestIn(StateView view)
    {
        if (!view.TryGet(_path, out Value rest)) return null;
        return rest.Kind == ValueKind.Number
            ? (long)rest
            : throw CoordinationFailures.NotCoordination("countdown", _path, rest);
    }

    private long Lower(Transaction transaction, long count)
    {
        long rest = RestIn(transaction) ?? 0;
        if (rest < count) throw Over(rest, $"{count} was to be taken from it");
        transaction.Set(_path, rest - count);
        return rest - count;
    }

    private void Lift(Transaction transaction, long count)
    {
        long rest = RestIn(transaction) ?? 0;
        if (rest <= 0) throw Over(rest, "it was to be raised");
        transaction.Set(_path, rest + count);
    }

    private Attempting<object> ToAttempting() => new(
        _state,
        [_path],
        (transaction, _) => RestIn(transaction) == 0 ? this : null,
        IsTime: null);

    private HoldfastTimeoutException TimedOut() => new(
        ErrorCode.CountdownTimedOut,
        string.Create(
            CultureInfo.InvariantCulture,
            $"The countdown '{_path}' was not at zero in time ({(Rest is { } rest ? $"{rest} is left" : "not set")}); "
                + $"wait longer, or find out who has not signalled."));

    private HoldfastOperationException Over(long rest, string what) => new(
        ErrorCode.CountdownOver,
        string.Create(
            CultureInfo.InvariantCulture,
            $"The countdown '{_path}' has {rest} left, and {what}; set it anew for another round."))
    {
        Path = _path.ToString(),
    };
}
