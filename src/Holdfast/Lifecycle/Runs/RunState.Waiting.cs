using System.Runtime.CompilerServices;
using Holdfast.Timing;

namespace Holdfast.Lifecycle.Runs;

/// <content>What its workers call.</content>
public sealed partial class RunState
{
    /// <summary>How often a poll function is asked by those who wait.</summary>
    private static readonly TimeSpan DefaultStep = TimeSpan.FromSeconds(1);

    internal bool NeedsAttention => _switch.NeedsAttention;

    /// <summary>What its workers throw when they find it cancelled; null: that it was cancelled.</summary>
    internal Func<OperationCanceledException>? CancelCause { get; set; }

    /// <summary>Throws when the run was cancelled; otherwise waits while it is paused.</summary>
    /// <remarks>Cost. Reads one field while the run is neither cancelled nor paused.</remarks>
    /// <exception cref="RunCancelledException">RunCancelled, also when it was cancelled during the waiting.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void ThrowIfCancelled()
    {
        if (_switch.NeedsAttention) ThrowOrWait(null);
    }

    /// <inheritdoc cref="ThrowIfCancelled()"/>
    /// <param name="message">What the exception says.</param>
    public void ThrowIfCancelled(string message)
    {
        if (_switch.NeedsAttention) ThrowOrWait(message);
    }

    /// <inheritdoc cref="ThrowIfCancelled()"/>
    /// <param name="message">What the exception says; put together only when it is needed.</param>
    public void ThrowIfCancelled([InterpolatedStringHandlerArgument("")] ref CancelMessage message)
    {
        if (_switch.NeedsAttention) ThrowOrWait(message.ToString());
    }

    /// <inheritdoc cref="ThrowIfCancelled()"/>
    /// <param name="message">What the exception says; null: that the run was cancelled.</param>
    /// <param name="token">Ends the waiting too.</param>
    public ValueTask ThrowIfCancelledAsync(string? message = null, CancellationToken token = default) =>
        _switch.NeedsAttention ? ThrowOrWaitAsync(message, token) : default;

    /// <summary>
    /// Gives the items one by one; before each it throws or waits as <see cref="ThrowIfCancelled()"/>.
    /// </summary>
    /// <exception cref="RunCancelledException">RunCancelled.</exception>
    public IEnumerable<T> Iterate<T>(IEnumerable<T> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return Iterated();

        IEnumerable<T> Iterated()
        {
            using IEnumerator<T> source = items.GetEnumerator();
            while (true)
            {
                ThrowIfCancelled();
                if (!source.MoveNext()) yield break;
                yield return source.Current;
            }
        }
    }

    /// <inheritdoc cref="Iterate{T}(IEnumerable{T})"/>
    /// <param name="items">The items, which may be endless.</param>
    /// <param name="token">Ends the iteration too.</param>
    /// <remarks>
    /// Shape. A cancel ends also the wait for the next item. Items that obey their token have come to their end then;
    ///        others are left after a moment, and disposed of when the wait for their item is over. What those throw
    ///        is reported by <see cref="Reporting.CallbackFailures"/>.
    /// </remarks>
    public async IAsyncEnumerable<T> IterateAsync<T>(
        IAsyncEnumerable<T> items, [EnumeratorCancellation] CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(items);
        LeavableItems<T> source = new(items, Token, token);
        await using (source.ConfigureAwait(false))
        {
            while (await MoveNextAsync(source, token).ConfigureAwait(false)) yield return source.Current;
        }
    }

    /// <summary>Waits for a time; a cancel ends it at once, and while the run is paused it does not end.</summary>
    /// <param name="time">How long; zero or more.</param>
    /// <param name="step">
    /// How often a poll function is asked meanwhile; more than zero. Null: once a second. Without such a function the
    /// run wakes it, and this means nothing.
    /// </param>
    /// <exception cref="RunCancelledException">RunCancelled.</exception>
    public void Delay(TimeSpan time, TimeSpan? step = null) => DelayAsync(time, step).GetAwaiter().GetResult();

    /// <inheritdoc cref="Delay(TimeSpan, TimeSpan?)"/>
    /// <param name="time">How long; zero or more.</param>
    /// <param name="step">How often a poll function is asked meanwhile; more than zero. Null: once a second.</param>
    /// <param name="token">Ends the delay too.</param>
    public Task DelayAsync(TimeSpan time, TimeSpan? step = null, CancellationToken token = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        if (step is { } given) ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(given, TimeSpan.Zero, nameof(step));
        return SleepAsync(time, step ?? DefaultStep, token);
    }

    private async ValueTask<bool> MoveNextAsync<T>(LeavableItems<T> source, CancellationToken token)
    {
        await ThrowIfCancelledAsync(token: token).ConfigureAwait(false);
        try
        {
            return await source.MoveNextAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested && IsCancelled)
        {
            throw NewCancelled(null);
        }
    }

    private async Task SleepAsync(TimeSpan time, TimeSpan step, CancellationToken token)
    {
        long start = _options.TimeProvider.GetTimestamp();
        while (true)
        {
            await ThrowIfCancelledAsync(token: token).ConfigureAwait(false);
            TimeSpan rest = time - _options.TimeProvider.GetElapsedTime(start);
            if (rest <= TimeSpan.Zero) return;
            if (_options.Poll is not null && rest > step) rest = step;
            await SleepAsync(rest, token).ConfigureAwait(false);
        }
    }

    /// <summary>Waits for a time or for a cancel, whichever is first.</summary>
    private async Task SleepAsync(TimeSpan time, CancellationToken token)
    {
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(Token, token);
        TimeSpan most = time < Deadline.Longest ? time : Deadline.Longest;
        Task sleep = Task.Delay(most, _options.TimeProvider, either.Token);
        await sleep.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        token.ThrowIfCancellationRequested();
    }

    private void ThrowOrWait(string? message)
    {
        while (Look(message) is { } gate)
        {
            if (_options.Poll is null) gate.Wait();
            else Step(gate).GetAwaiter().GetResult();
        }
    }

    private async ValueTask ThrowOrWaitAsync(string? message, CancellationToken token)
    {
        while (Look(message) is { } gate)
        {
            Task changed = _options.Poll is null ? gate : Step(gate);
            await changed.WaitAsync(token).ConfigureAwait(false);
        }
    }

    /// <summary>Throws when it was cancelled; else gives what to wait for, or null to go on.</summary>
    private Task? Look(string? message)
    {
        Follow();
        return _switch.IsCancelled || IsCancelledByPoll() ? throw NewCancelled(message) : _switch.Gate;
    }

    private Task<Task> Step(Task gate) => Task.WhenAny(gate, Task.Delay(DefaultStep, _options.TimeProvider));

    private OperationCanceledException NewCancelled(string? message) =>
        CancelCause?.Invoke() ?? new RunCancelledException(message, Name, _switch.Token);
}
