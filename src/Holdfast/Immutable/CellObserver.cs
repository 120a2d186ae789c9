using Holdfast.Replicas;
using Holdfast.Reporting;

namespace Holdfast.Immutable;

/// <summary>One observer of a cell, from the call that added it until it is disposed of.</summary>
internal sealed class CellObserver<T>(StateCell<T> cell, Action<T, T> function) : IDisposable
{
    private int _isRemoved;

    /// <summary>What it calls with the old value and the new one.</summary>
    public Action<T, T> Function { get; } = function;

    /// <summary>The last moment of which it is not to be told; for a cell at a path.</summary>
    public Moment After { get; set; }

    /// <summary>Tells it of a change, unless it has been removed; reports what it throws.</summary>
    public void Tell(T old, T next)
    {
        if (Volatile.Read(ref _isRemoved) != 0) return;
        try
        {
            Function(old, next);
        }
        catch (Exception failure)
        {
            CallbackFailures.Report(cell, $"an observer of a cell of {typeof(T).Name}", failure);
        }
    }

    /// <summary>No call begins after this, not even for a change that was made before.</summary>
    /// <returns>False when it was removed already.</returns>
    public bool TryMarkRemoved() => Interlocked.Exchange(ref _isRemoved, 1) == 0;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (TryMarkRemoved()) cell.Store.Forget(this);
    }
}
