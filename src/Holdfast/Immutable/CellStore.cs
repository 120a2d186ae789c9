namespace Holdfast.Immutable;

/// <summary>Where a cell keeps its value: in memory, or at a path of a state.</summary>
internal abstract class CellStore<T>
{
    /// <summary>Is cancelled when no change will be told any more.</summary>
    public virtual CancellationToken Closing => CancellationToken.None;

    /// <summary>Gives value and generation as they are together.</summary>
    public abstract CellVersion<T> Read();

    /// <summary>Sets what a function makes of the value, in one atomic step; it may run more than once.</summary>
    public abstract T Update(Func<T, T> change, CommitOptions? options);

    /// <summary>Sets a value if the cell is still at a generation.</summary>
    public abstract bool TryReplaceAt(long generation, T next, CommitOptions? options);

    /// <summary>Adds an observer, which is told every change from now on.</summary>
    /// <returns>What the cell holds before the first of these changes.</returns>
    public abstract CellVersion<T> Add(CellObserver<T> observer);

    /// <summary>Lets go of an observer that is marked as removed.</summary>
    public abstract void Forget(CellObserver<T> observer);

    /// <summary>Removes the first observer that calls a function; false when there is none.</summary>
    public abstract bool Remove(Action<T, T> function);

    /// <summary>The asynchronous twin of <see cref="Update"/>; what the function throws is in the task.</summary>
    public virtual Task<T> UpdateAsync(Func<T, T> change, CommitOptions? options, CancellationToken token)
    {
        if (token.IsCancellationRequested) return Task.FromCanceled<T>(token);
        try
        {
            return Task.FromResult(Update(change, options));
        }
        catch (Exception failure)
        {
            return Task.FromException<T>(failure);
        }
    }

    /// <summary>The asynchronous twin of <see cref="TryReplaceAt"/>.</summary>
    public virtual Task<bool> TryReplaceAtAsync(
        long generation, T next, CommitOptions? options, CancellationToken token) =>
        token.IsCancellationRequested
            ? Task.FromCanceled<bool>(token)
            : Task.FromResult(TryReplaceAt(generation, next, options));
}
