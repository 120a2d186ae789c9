using Holdfast.Replicas;
using Holdfast.Timing;
using Holdfast.Watches;

namespace Holdfast;

/// <content>Waiting for a condition.</content>
/// <remarks>
/// Rules (zproc's). A condition that holds already returns at once and takes nothing. A path where nothing is never
/// meets a condition on its value, not even "not equal". A path where the watch does not look is an
/// <see cref="ArgumentException"/>, since the call would wait for ever. The time-out is for the whole call. A predicate
/// that throws ends the call.
/// </remarks>
public sealed partial class Watch
{
    /// <summary>Waits for the next commit that changes one of some paths.</summary>
    /// <param name="paths">The paths; none: any change.</param>
    /// <param name="timeout">How long to wait in total; null: without end.</param>
    /// <param name="token">Ends the waiting.</param>
    /// <returns>The state right after that commit.</returns>
    /// <exception cref="ArgumentException">The watch does not look there, so that it would wait for ever.</exception>
    public ValueTask<Snapshot> NextChangeAsync(
        IReadOnlyList<StatePath> paths, TimeSpan? timeout = null, CancellationToken token = default) =>
        NextChangeAsync(paths, [], timeout, token);

    /// <summary>Waits for the next commit that changes something outside some paths.</summary>
    /// <inheritdoc cref="NextChangeAsync(IReadOnlyList{StatePath}, TimeSpan?, CancellationToken)"/>
    public ValueTask<Snapshot> NextChangeExceptAsync(
        IReadOnlyList<StatePath> paths, TimeSpan? timeout = null, CancellationToken token = default) =>
        NextChangeAsync([], paths, timeout, token);

    /// <summary>Waits until a predicate holds for the state.</summary>
    /// <returns>The state at the first revision, from the watch's position on, for which it holds.</returns>
    public async ValueTask<Snapshot> NextWhenAsync(
        Func<Snapshot, bool> predicate, TimeSpan? timeout = null, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        return await NextWhenAsync(predicate, Begin(timeout, _filter.Paths), token).ConfigureAwait(false);
    }

    /// <summary>Waits until a predicate holds for the value at a path.</summary>
    /// <inheritdoc cref="NextWhenAsync(Func{Snapshot, bool}, TimeSpan?, CancellationToken)"/>
    public ValueTask<Snapshot> NextWhenAsync(
        StatePath path, Func<Value, bool> predicate, TimeSpan? timeout = null, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        return NextWhenAtAsync(
            path, state => state.TryGet(path, out Value value) && predicate(value), timeout, token);
    }

    /// <summary>Waits until the value at a path equals a given one.</summary>
    public ValueTask<Snapshot> NextEqualAsync(
        StatePath path, Value value, TimeSpan? timeout = null, CancellationToken token = default) =>
        NextWhenAsync(path, now => now.Equals(value), timeout, token);

    /// <summary>Waits until there is a value at a path that does not equal a given one.</summary>
    public ValueTask<Snapshot> NextNotEqualAsync(
        StatePath path, Value value, TimeSpan? timeout = null, CancellationToken token = default) =>
        NextWhenAsync(path, now => !now.Equals(value), timeout, token);

    /// <summary>Waits until the value at a path is null.</summary>
    public ValueTask<Snapshot> NextNullAsync(
        StatePath path, TimeSpan? timeout = null, CancellationToken token = default) =>
        NextWhenAsync(path, now => now.Kind == ValueKind.Null, timeout, token);

    /// <summary>Waits until there is a value at a path that is not null.</summary>
    public ValueTask<Snapshot> NextNotNullAsync(
        StatePath path, TimeSpan? timeout = null, CancellationToken token = default) =>
        NextWhenAsync(path, now => now.Kind != ValueKind.Null, timeout, token);

    /// <summary>Waits until there is a value at a path; null counts as one.</summary>
    public ValueTask<Snapshot> NextAvailableAsync(
        StatePath path, TimeSpan? timeout = null, CancellationToken token = default) =>
        NextWhenAsync(path, _ => true, timeout, token);

    /// <summary>Waits until nothing is at a path.</summary>
    public ValueTask<Snapshot> NextMissingAsync(
        StatePath path, TimeSpan? timeout = null, CancellationToken token = default) =>
        NextWhenAtAsync(path, state => !state.Exists(path), timeout, token);

    /// <summary>
    /// Waits until the value at a path is something: not null, false, 0, or an empty text, array or object.
    /// </summary>
    public ValueTask<Snapshot> NextTruthyAsync(
        StatePath path, TimeSpan? timeout = null, CancellationToken token = default) =>
        NextWhenAsync(path, Truth.Of, timeout, token);

    /// <summary>
    /// Waits until there is a value at a path that is null, false, 0, or an empty text, array or object.
    /// </summary>
    public ValueTask<Snapshot> NextFalsyAsync(
        StatePath path, TimeSpan? timeout = null, CancellationToken token = default) =>
        NextWhenAsync(path, now => !Truth.Of(now), timeout, token);

    /// <summary>Waits until a predicate that depends on one path alone holds.</summary>
    private async ValueTask<Snapshot> NextWhenAtAsync(
        StatePath path, Func<Snapshot, bool> predicate, TimeSpan? timeout, CancellationToken token)
    {
        StatePath asked = _filter.Section.Concat(path);
        Call call = Begin(timeout, [asked]);
        _filter.ThrowIfOutside(asked, nameof(path));
        return await NextWhenAsync(predicate, call, token).ConfigureAwait(false);
    }

    private async ValueTask<Snapshot> NextWhenAsync(
        Func<Snapshot, bool> predicate, Call call, CancellationToken token)
    {
        Snapshot now = SnapshotAtPosition();
        while (!predicate(now))
        {
            // Looked at here, between two deliveries: while others commit faster than it looks, none has to wait.
            ThrowIfOver(call);
            now = (await NextAsync(call, token).ConfigureAwait(false)).After;
        }

        return now;
    }

    private async ValueTask<Snapshot> NextChangeAsync(
        IReadOnlyList<StatePath> paths, IReadOnlyList<StatePath> exclude, TimeSpan? timeout, CancellationToken token)
    {
        StatePath[] asked = [.. paths.Select(_filter.Section.Concat)];
        Call call = Begin(timeout, asked.Length == 0 ? _filter.Paths : asked);
        WatchFilter narrow = _filter.Narrow(asked, [.. exclude.Select(_filter.Section.Concat)]);
        while (true)
        {
            Commit commit = await TakeAsync(call.Asked, call, token).ConfigureAwait(false);
            if (Match(commit) is not null && narrow.Match(commit) is { AreEqual: false } delivery)
            {
                _place?.Delivered();
                return delivery.After;
            }

            ThrowIfOver(call);
        }
    }

    private Snapshot SnapshotAtPosition()
    {
        Tip tip = _replica.Read();
        long position = Math.Min(_cursor.Position, tip.Revision);
        Tip at = position == tip.Revision ? tip : new HistoryReader(_replica).At(position);
        return new Snapshot(at.Document, position, _filter.Section, _filter.Json);
    }
}
