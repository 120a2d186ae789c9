namespace Holdfast;

/// <content>Waiting for a condition on the caller's thread.</content>
public sealed partial class Watch
{
    /// <inheritdoc cref="NextChangeAsync(IReadOnlyList{StatePath}, TimeSpan?, CancellationToken)"/>
    public Snapshot NextChange(
        IReadOnlyList<StatePath> paths, TimeSpan? timeout = null, CancellationToken token = default) =>
        Block(NextChangeAsync(paths, timeout, token));

    /// <inheritdoc cref="NextChangeExceptAsync(IReadOnlyList{StatePath}, TimeSpan?, CancellationToken)"/>
    public Snapshot NextChangeExcept(
        IReadOnlyList<StatePath> paths, TimeSpan? timeout = null, CancellationToken token = default) =>
        Block(NextChangeExceptAsync(paths, timeout, token));

    /// <inheritdoc cref="NextWhenAsync(Func{Snapshot, bool}, TimeSpan?, CancellationToken)"/>
    public Snapshot NextWhen(
        Func<Snapshot, bool> predicate, TimeSpan? timeout = null, CancellationToken token = default) =>
        Block(NextWhenAsync(predicate, timeout, token));

    /// <inheritdoc cref="NextWhenAsync(StatePath, Func{Value, bool}, TimeSpan?, CancellationToken)"/>
    public Snapshot NextWhen(
        StatePath path, Func<Value, bool> predicate, TimeSpan? timeout = null, CancellationToken token = default) =>
        Block(NextWhenAsync(path, predicate, timeout, token));

    /// <inheritdoc cref="NextEqualAsync(StatePath, Value, TimeSpan?, CancellationToken)"/>
    public Snapshot NextEqual(
        StatePath path, Value value, TimeSpan? timeout = null, CancellationToken token = default) =>
        Block(NextEqualAsync(path, value, timeout, token));

    /// <inheritdoc cref="NextNotEqualAsync(StatePath, Value, TimeSpan?, CancellationToken)"/>
    public Snapshot NextNotEqual(
        StatePath path, Value value, TimeSpan? timeout = null, CancellationToken token = default) =>
        Block(NextNotEqualAsync(path, value, timeout, token));

    /// <inheritdoc cref="NextNullAsync(StatePath, TimeSpan?, CancellationToken)"/>
    public Snapshot NextNull(
        StatePath path, TimeSpan? timeout = null, CancellationToken token = default) =>
        Block(NextNullAsync(path, timeout, token));

    /// <inheritdoc cref="NextNotNullAsync(StatePath, TimeSpan?, CancellationToken)"/>
    public Snapshot NextNotNull(
        StatePath path, TimeSpan? timeout = null, CancellationToken token = default) =>
        Block(NextNotNullAsync(path, timeout, token));

    /// <inheritdoc cref="NextAvailableAsync(StatePath, TimeSpan?, CancellationToken)"/>
    public Snapshot NextAvailable(
        StatePath path, TimeSpan? timeout = null, CancellationToken token = default) =>
        Block(NextAvailableAsync(path, timeout, token));

    /// <inheritdoc cref="NextMissingAsync(StatePath, TimeSpan?, CancellationToken)"/>
    public Snapshot NextMissing(
        StatePath path, TimeSpan? timeout = null, CancellationToken token = default) =>
        Block(NextMissingAsync(path, timeout, token));

    /// <inheritdoc cref="NextTruthyAsync(StatePath, TimeSpan?, CancellationToken)"/>
    public Snapshot NextTruthy(
        StatePath path, TimeSpan? timeout = null, CancellationToken token = default) =>
        Block(NextTruthyAsync(path, timeout, token));

    /// <inheritdoc cref="NextFalsyAsync(StatePath, TimeSpan?, CancellationToken)"/>
    public Snapshot NextFalsy(
        StatePath path, TimeSpan? timeout = null, CancellationToken token = default) =>
        Block(NextFalsyAsync(path, timeout, token));

    private static T Block<T>(ValueTask<T> waiting) => waiting.AsTask().GetAwaiter().GetResult();
}
