namespace Holdfast;

/// <content>Waiting for a condition, with a watch that is opened for the one call.</content>
/// <remarks>
/// Rules (zproc's). A condition that holds already returns at once. A path where nothing is never meets a condition on
/// its value, not even "not equal", "not null" or "falsy". The time-out is for the whole call. To wait again and
/// again, take a <see cref="Holdfast.Watch"/> and its Next calls, which miss nothing between two.
/// </remarks>
public sealed partial class State
{
    /// <summary>Waits until the value at a path meets a predicate; returns at once when it does already.</summary>
    /// <param name="path">Where. While nothing is there, the predicate is not asked.</param>
    /// <param name="predicate">Runs on the caller's flow; when it throws, the call ends with that exception.</param>
    /// <param name="timeout">How long to wait in total; null: without end.</param>
    /// <param name="token">Ends the waiting.</param>
    /// <returns>The state at the revision for which it holds.</returns>
    /// <exception cref="Errors.HoldfastTimeoutException">TimedOut (a <see cref="TimeoutException"/>).</exception>
    public async Task<Snapshot> WhenAsync(
        StatePath path, Func<Value, bool> predicate, TimeSpan? timeout = null, CancellationToken token = default)
    {
        using Watch watch = Watch(path);
        return await watch.NextWhenAsync(path, predicate, timeout, token).ConfigureAwait(false);
    }

    /// <summary>Waits until a predicate holds for the state; returns at once when it does already.</summary>
    /// <inheritdoc cref="WhenAsync(StatePath, Func{Value, bool}, TimeSpan?, CancellationToken)"/>
    public async Task<Snapshot> WhenAsync(
        Func<Snapshot, bool> predicate, TimeSpan? timeout = null, CancellationToken token = default)
    {
        using Watch watch = Watch();
        return await watch.NextWhenAsync(predicate, timeout, token).ConfigureAwait(false);
    }

    /// <summary>Waits for the next commit that changes one of some paths; none: any.</summary>
    /// <inheritdoc cref="Holdfast.Watch.NextChangeAsync(IReadOnlyList{StatePath}, TimeSpan?, CancellationToken)"/>
    public async Task<Snapshot> WhenChangedAsync(
        IReadOnlyList<StatePath> paths, TimeSpan? timeout = null, CancellationToken token = default)
    {
        using Watch watch = Watch();
        return await watch.NextChangeAsync(paths, timeout, token).ConfigureAwait(false);
    }

    /// <summary>Waits for the next commit that changes something outside some paths; none: any.</summary>
    /// <inheritdoc
    /// cref="Holdfast.Watch.NextChangeExceptAsync(IReadOnlyList{StatePath}, TimeSpan?, CancellationToken)"/>
    public async Task<Snapshot> WhenChangedExceptAsync(
        IReadOnlyList<StatePath> paths, TimeSpan? timeout = null, CancellationToken token = default)
    {
        using Watch watch = Watch();
        return await watch.NextChangeExceptAsync(paths, timeout, token).ConfigureAwait(false);
    }

    /// <summary>Waits until the value at a path equals a given one.</summary>
    public async Task<Snapshot> WhenEqualAsync(
        StatePath path, Value value, TimeSpan? timeout = null, CancellationToken token = default)
    {
        using Watch watch = Watch(path);
        return await watch.NextEqualAsync(path, value, timeout, token).ConfigureAwait(false);
    }

    /// <summary>Waits until there is a value at a path that does not equal a given one.</summary>
    public async Task<Snapshot> WhenNotEqualAsync(
        StatePath path, Value value, TimeSpan? timeout = null, CancellationToken token = default)
    {
        using Watch watch = Watch(path);
        return await watch.NextNotEqualAsync(path, value, timeout, token).ConfigureAwait(false);
    }

    /// <summary>Waits until the value at a path is null.</summary>
    public async Task<Snapshot> WhenNullAsync(
        StatePath path, TimeSpan? timeout = null, CancellationToken token = default)
    {
        using Watch watch = Watch(path);
        return await watch.NextNullAsync(path, timeout, token).ConfigureAwait(false);
    }

    /// <summary>Waits until there is a value at a path that is not null.</summary>
    public async Task<Snapshot> WhenNotNullAsync(
        StatePath path, TimeSpan? timeout = null, CancellationToken token = default)
    {
        using Watch watch = Watch(path);
        return await watch.NextNotNullAsync(path, timeout, token).ConfigureAwait(false);
    }

    /// <summary>Waits until there is a value at a path; null counts as one.</summary>
    public async Task<Snapshot> WhenAvailableAsync(
        StatePath path, TimeSpan? timeout = null, CancellationToken token = default)
    {
        using Watch watch = Watch(path);
        return await watch.NextAvailableAsync(path, timeout, token).ConfigureAwait(false);
    }

    /// <summary>Waits until nothing is at a path.</summary>
    public async Task<Snapshot> WhenMissingAsync(
        StatePath path, TimeSpan? timeout = null, CancellationToken token = default)
    {
        using Watch watch = Watch(path);
        return await watch.NextMissingAsync(path, timeout, token).ConfigureAwait(false);
    }

    /// <summary>
    /// Waits until the value at a path is something: not null, false, 0, or an empty text, array or object.
    /// </summary>
    public async Task<Snapshot> WhenTruthyAsync(
        StatePath path, TimeSpan? timeout = null, CancellationToken token = default)
    {
        using Watch watch = Watch(path);
        return await watch.NextTruthyAsync(path, timeout, token).ConfigureAwait(false);
    }

    /// <summary>
    /// Waits until there is a value at a path that is null, false, 0, or an empty text, array or object.
    /// </summary>
    public async Task<Snapshot> WhenFalsyAsync(
        StatePath path, TimeSpan? timeout = null, CancellationToken token = default)
    {
        using Watch watch = Watch(path);
        return await watch.NextFalsyAsync(path, timeout, token).ConfigureAwait(false);
    }
}
