namespace Holdfast;

/// <content>Waiting for a condition on the caller's thread.</content>
public sealed partial class State
{
    /// <inheritdoc cref="WhenChangedAsync(IReadOnlyList{StatePath}, TimeSpan?, CancellationToken)"/>
    public Snapshot WhenChanged(
        IReadOnlyList<StatePath> paths, TimeSpan? timeout = null, CancellationToken token = default) =>
        WhenChangedAsync(paths, timeout, token).GetAwaiter().GetResult();

    /// <inheritdoc cref="WhenChangedExceptAsync(IReadOnlyList{StatePath}, TimeSpan?, CancellationToken)"/>
    public Snapshot WhenChangedExcept(
        IReadOnlyList<StatePath> paths, TimeSpan? timeout = null, CancellationToken token = default) =>
        WhenChangedExceptAsync(paths, timeout, token).GetAwaiter().GetResult();

    /// <inheritdoc cref="WhenAsync(Func{Snapshot, bool}, TimeSpan?, CancellationToken)"/>
    public Snapshot When(
        Func<Snapshot, bool> predicate, TimeSpan? timeout = null, CancellationToken token = default) =>
        WhenAsync(predicate, timeout, token).GetAwaiter().GetResult();

    /// <inheritdoc cref="WhenAsync(StatePath, Func{Value, bool}, TimeSpan?, CancellationToken)"/>
    public Snapshot When(
        StatePath path, Func<Value, bool> predicate, TimeSpan? timeout = null, CancellationToken token = default) =>
        WhenAsync(path, predicate, timeout, token).GetAwaiter().GetResult();

    /// <inheritdoc cref="WhenEqualAsync(StatePath, Value, TimeSpan?, CancellationToken)"/>
    public Snapshot WhenEqual(
        StatePath path, Value value, TimeSpan? timeout = null, CancellationToken token = default) =>
        WhenEqualAsync(path, value, timeout, token).GetAwaiter().GetResult();

    /// <inheritdoc cref="WhenNotEqualAsync(StatePath, Value, TimeSpan?, CancellationToken)"/>
    public Snapshot WhenNotEqual(
        StatePath path, Value value, TimeSpan? timeout = null, CancellationToken token = default) =>
        WhenNotEqualAsync(path, value, timeout, token).GetAwaiter().GetResult();

    /// <inheritdoc cref="WhenNullAsync(StatePath, TimeSpan?, CancellationToken)"/>
    public Snapshot WhenNull(
        StatePath path, TimeSpan? timeout = null, CancellationToken token = default) =>
        WhenNullAsync(path, timeout, token).GetAwaiter().GetResult();

    /// <inheritdoc cref="WhenNotNullAsync(StatePath, TimeSpan?, CancellationToken)"/>
    public Snapshot WhenNotNull(
        StatePath path, TimeSpan? timeout = null, CancellationToken token = default) =>
        WhenNotNullAsync(path, timeout, token).GetAwaiter().GetResult();

    /// <inheritdoc cref="WhenAvailableAsync(StatePath, TimeSpan?, CancellationToken)"/>
    public Snapshot WhenAvailable(
        StatePath path, TimeSpan? timeout = null, CancellationToken token = default) =>
        WhenAvailableAsync(path, timeout, token).GetAwaiter().GetResult();

    /// <inheritdoc cref="WhenMissingAsync(StatePath, TimeSpan?, CancellationToken)"/>
    public Snapshot WhenMissing(
        StatePath path, TimeSpan? timeout = null, CancellationToken token = default) =>
        WhenMissingAsync(path, timeout, token).GetAwaiter().GetResult();

    /// <inheritdoc cref="WhenTruthyAsync(StatePath, TimeSpan?, CancellationToken)"/>
    public Snapshot WhenTruthy(
        StatePath path, TimeSpan? timeout = null, CancellationToken token = default) =>
        WhenTruthyAsync(path, timeout, token).GetAwaiter().GetResult();

    /// <inheritdoc cref="WhenFalsyAsync(StatePath, TimeSpan?, CancellationToken)"/>
    public Snapshot WhenFalsy(
        StatePath path, TimeSpan? timeout = null, CancellationToken token = default) =>
        WhenFalsyAsync(path, timeout, token).GetAwaiter().GetResult();
}
