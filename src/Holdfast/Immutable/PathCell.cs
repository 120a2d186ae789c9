using System.Text.Json.Serialization.Metadata;
using Holdfast.Errors;

namespace Holdfast.Immutable;

/// <summary>A cell at a path of a state: one for all processes.</summary>
/// <remarks>
/// Invariant. A generation is never greater than the revision of the commit that stored it, and greater than all that
///            were stored before. So where the one that stands there cannot be trusted to be the newest, because the
///            path was rolled back, edited by hand or is empty, the next is the revision of the snapshot and one more,
///            which nobody has ever been given.
/// </remarks>
internal sealed partial class PathCell<T>(State state, StatePath path, T initial, JsonTypeInfo<T> type) : CellStore<T>
{
    private readonly CellFormat<T> _format = new(type);

    /// <summary>What was read last, for as long as the same node stands there.</summary>
    private volatile Known? _known;

    /// <inheritdoc/>
    public override CancellationToken Closing => state.Store.Closing;

    /// <inheritdoc/>
    public override CellVersion<T> Read() => Read(state);

    /// <inheritdoc/>
    public override T Update(Func<T, T> change, CommitOptions? options) =>
        state.Atomic(transaction => Change(transaction, change), options).Value;

    /// <inheritdoc/>
    public override async Task<T> UpdateAsync(Func<T, T> change, CommitOptions? options, CancellationToken token) =>
        (await state.AtomicAsync(transaction => Task.FromResult(Change(transaction, change)), options, token)
            .ConfigureAwait(false)).Value;

    /// <inheritdoc/>
    public override bool TryReplaceAt(long generation, T next, CommitOptions? options) =>
        state.Atomic(transaction => TryReplaceAt(transaction, generation, next), options).Value;

    /// <inheritdoc/>
    public override async Task<bool> TryReplaceAtAsync(
        long generation, T next, CommitOptions? options, CancellationToken token) =>
        (await state.AtomicAsync(
            transaction => Task.FromResult(TryReplaceAt(transaction, generation, next)), options, token)
            .ConfigureAwait(false)).Value;

    /// <summary>Gives what the cell holds as somebody sees it.</summary>
    internal CellVersion<T> Read(StateView view) => Find(view)?.Version ?? new CellVersion<T>(initial, 0);

    private T Change(Transaction transaction, Func<T, T> change)
    {
        Known? now = Find(transaction);
        T next = change(now is null ? initial : now.Version.Value);
        Set(transaction, now, next);
        return next;
    }

    private bool TryReplaceAt(Transaction transaction, long generation, T next)
    {
        Known? now = Find(transaction);
        if ((now?.Version.Generation ?? 0) != generation) return false;
        Set(transaction, now, next);
        return true;
    }

    private void Set(Transaction transaction, Known? now, T next)
    {
        long generation = now is not null && IsNewest(transaction.GetRevision(path), now.From)
            ? now.Version.Generation + 1
            : transaction.Revision.Number + 1;
        transaction.Set(path, _format.Write(next, generation, transaction.Revision));
    }

    /// <summary>Reads the cell; null where nothing is.</summary>
    private Known? Find(StateView view)
    {
        if (!view.TryGet(path, out Value stored)) return null;
        if (_known is { } known && ReferenceEquals(known.Stored.Node, stored.Node)) return known;
        CellVersion<T> version = _format.Read(stored, out Revision from);
        return _known = new Known(stored, version, from);
    }

    private bool IsNewest(Revision storedAt, Revision from) =>
        storedAt.Number == from.Number + 1 || IsOwnChange(storedAt, from);

    /// <summary>
    /// Whether the commit that put there what stands there was made by a cell: then nothing touched the path between
    /// the revision that the cell says it saw and that commit. What a rollback puts back says an older one.
    /// </summary>
    private bool IsOwnChange(Revision storedAt, Revision from)
    {
        try
        {
            Documents.NodeState before = state.GetCommit(storedAt).DocumentBefore.Find(state.Path.Concat(path));
            return before.Exists && before.Revision <= from.Number;
        }
        catch (HoldfastOperationException gone) when (gone.Code is ErrorCode.TrimmedRevision or ErrorCode.CutRevision)
        {
            return false;
        }
    }

    private sealed record Known(Value Stored, CellVersion<T> Version, Revision From);
}
