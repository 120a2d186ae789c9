namespace Holdfast.Immutable;

/// <content>Observers: one feed for all of them, while there are any.</content>
internal sealed partial class PathCell<T>
{
    private readonly Lock _lock = new();
    private CellObserver<T>[] _observers = [];
    private CellFeed<T>? _feed;

    internal CellObserver<T>[] Observers => Volatile.Read(ref _observers);

    /// <inheritdoc/>
    public override CellVersion<T> Add(CellObserver<T> observer)
    {
        lock (_lock)
        {
            Snapshot now = state.Snapshot();
            CellVersion<T> version = Read(now);
            observer.After = now.Revision;
            _observers = [.. _observers, observer];
            _feed ??= new CellFeed<T>(this, state, path, now, version.Value);
            return version;
        }
    }

    /// <inheritdoc/>
    public override void Forget(CellObserver<T> observer)
    {
        lock (_lock)
        {
            _observers = [.. _observers.Where(other => other != observer)];
            if (_observers.Length > 0) return;
            _feed?.Dispose();
            _feed = null;
        }
    }

    /// <inheritdoc/>
    public override bool Remove(Action<T, T> function)
    {
        CellObserver<T>? found = Array.Find(
            Observers, observer => observer.Function == function && observer.TryMarkRemoved());
        if (found is not null) Forget(found);
        return found is not null;
    }
}
