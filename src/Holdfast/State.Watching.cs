using Holdfast.Readers;
using Holdfast.Replicas;
using Holdfast.Watches;

namespace Holdfast;

/// <content>Waiting for what is to come.</content>
public sealed partial class State
{
    /// <summary>Watches some paths from now on: everything at, below or above them; none: all.</summary>
    public Watch Watch(params ReadOnlySpan<StatePath> paths) => Watch(new WatchOptions { Paths = paths.ToArray() });

    /// <summary>Opens a watch; its place is fixed by this call.</summary>
    /// <remarks>The namespace is made when it does not exist yet.</remarks>
    /// <exception cref="Errors.HoldfastOperationException">
    /// TrimmedRevision, naming the oldest kept revision; CutRevision.
    /// </exception>
    public Watch Watch(WatchOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Replica replica = Make();
        ReaderPlace? place = options.Reader is { } reader
            ? new ReaderPlace(Store.GetReserved(ReaderPlace.Namespace), replica, reader)
            : null;
        long position = place?.Position ?? WatchStart.Find(replica, options.From);
        return new Watch(Store, replica, ToFilter(options), position, place);
    }

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
    public async Task<Snapshot> WhenChangedAsync(
        IReadOnlyList<StatePath> paths, TimeSpan? timeout = null, CancellationToken token = default)
    {
        using Watch watch = Watch();
        return await watch.NextChangeAsync(paths, timeout, token).ConfigureAwait(false);
    }

    /// <summary>Waits until the value at a path equals a given one.</summary>
    public Task<Snapshot> WhenEqualAsync(
        StatePath path, Value value, TimeSpan? timeout = null, CancellationToken token = default) =>
        WhenAsync(path, now => now.Equals(value), timeout, token);

    /// <summary>Waits until there is a value at a path that does not equal a given one.</summary>
    public Task<Snapshot> WhenNotEqualAsync(
        StatePath path, Value value, TimeSpan? timeout = null, CancellationToken token = default) =>
        WhenAsync(path, now => !now.Equals(value), timeout, token);

    /// <summary>Waits until there is a value at a path; null counts as one.</summary>
    public Task<Snapshot> WhenAvailableAsync(
        StatePath path, TimeSpan? timeout = null, CancellationToken token = default) =>
        WhenAsync(path, _ => true, timeout, token);

    /// <summary>Waits until nothing is at a path.</summary>
    public async Task<Snapshot> WhenMissingAsync(
        StatePath path, TimeSpan? timeout = null, CancellationToken token = default)
    {
        using Watch watch = Watch(path);
        return await watch.NextWhenAsync(state => !state.Exists(path), timeout, token).ConfigureAwait(false);
    }

    private WatchFilter ToFilter(WatchOptions options) => new()
    {
        Section = _section,
        Json = Json,
        Paths = options.Paths.Count == 0 ? [_section] : [.. options.Paths.Select(Full)],
        Exclude = [.. options.Exclude.Select(Full)],
        Becomes = options.Where,
        IncludesEqual = options.IncludesEqual,
        ExcludedWriter = options.ExcludesOwn ? _writer : null,
    };
}
