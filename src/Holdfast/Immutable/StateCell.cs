namespace Holdfast.Immutable;

/// <summary>Holds one immutable value (a record, an <see cref="ImmutableState"/>) that changes as a whole.</summary>
/// <remarks>
/// Shape.   Made with <c>new</c> it lives in memory. Made with <c>State.GetCell</c> it stands at a path of a state:
///          then all processes see one cell, it survives them, and each change is one commit, with history and
///          rollback. Its generation counts the changes; a number is never given twice.
/// Threads. Any. Functions and observers of the caller run outside every lock; a function may run more than once.
/// Cost.    In memory, reading takes no lock, and a change one interlocked instruction and no allocation of its own.
/// Source.  StateManager of provide.foundation, with an atomic update in place of its lost-update race.
/// </remarks>
/// <typeparam name="T">A type whose objects are not changed once they are made.</typeparam>
public sealed partial class StateCell<T>
{
    /// <summary>Makes a cell in memory, at generation 0.</summary>
    public StateCell(T initial) => Store = new MemoryCell<T>(initial);

    internal StateCell(CellStore<T> store) => Store = store;

    /// <summary>The value.</summary>
    public T Current => Store.Read().Value;

    /// <summary>How far the cell has come: the number of the change that set the value; 0: the initial one.</summary>
    /// <remarks>
    /// In memory numbers go up by one. At a path they go up, also over a removal and a rollback; after one of these, or
    /// when the path of another cell was used before, they skip some.
    /// </remarks>
    public long Generation => Store.Read().Generation;

    /// <summary>Value and generation, as they were together.</summary>
    public CellVersion<T> Version => Store.Read();

    internal CellStore<T> Store { get; }

    /// <summary>Sets what a function makes of the value, in one atomic step.</summary>
    /// <param name="change">
    /// Gets the value; runs again when somebody else was faster. What it throws changes nothing.
    /// </param>
    /// <param name="options">Who and why, for a cell at a path; a cell in memory keeps no history.</param>
    /// <returns>The new value.</returns>
    public T Update(Func<T, T> change, CommitOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(change);
        return Store.Update(change, options);
    }

    /// <inheritdoc cref="Update(Func{T, T}, CommitOptions?)"/>
    public Task<T> UpdateAsync(Func<T, T> change, CommitOptions? options = null, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        return Store.UpdateAsync(change, options, token);
    }

    /// <summary>Sets a value, whatever the cell holds.</summary>
    public void Replace(T next, CommitOptions? options = null) => Store.Update(_ => next, options);

    /// <inheritdoc cref="Replace(T, CommitOptions?)"/>
    public Task ReplaceAsync(T next, CommitOptions? options = null, CancellationToken token = default) =>
        Store.UpdateAsync(_ => next, options, token);

    /// <summary>Sets a value if the cell holds one that is equal to a given one (compare-and-swap).</summary>
    /// <returns>False when it holds another; then nothing is changed.</returns>
    public bool TryReplace(T expected, T next, CommitOptions? options = null)
    {
        while (true)
        {
            CellVersion<T> seen = Store.Read();
            if (!EqualityComparer<T>.Default.Equals(seen.Value, expected)) return false;
            if (Store.TryReplaceAt(seen.Generation, next, options)) return true;
        }
    }

    /// <inheritdoc cref="TryReplace(T, T, CommitOptions?)"/>
    public async Task<bool> TryReplaceAsync(
        T expected, T next, CommitOptions? options = null, CancellationToken token = default)
    {
        while (true)
        {
            CellVersion<T> seen = Store.Read();
            if (!EqualityComparer<T>.Default.Equals(seen.Value, expected)) return false;
            if (await Store.TryReplaceAtAsync(seen.Generation, next, options, token).ConfigureAwait(false)) return true;
        }
    }

    /// <summary>Sets a value if the cell is still at a generation.</summary>
    /// <returns>False when it is not; then nothing is changed.</returns>
    public bool TryReplaceAt(long generation, T next, CommitOptions? options = null) =>
        Store.TryReplaceAt(generation, next, options);

    /// <inheritdoc cref="TryReplaceAt(long, T, CommitOptions?)"/>
    public Task<bool> TryReplaceAtAsync(
        long generation, T next, CommitOptions? options = null, CancellationToken token = default) =>
        Store.TryReplaceAtAsync(generation, next, options, token);
}
