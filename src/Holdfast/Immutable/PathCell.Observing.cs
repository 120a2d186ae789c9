using Holdfast.Replicas;

namespace Holdfast.Immutable;

/// <content>Observers: one feed for all of them, while there are any.</content>
internal sealed partial class PathCell<T>
{
    private readonly Lock _lock = new();
    private CellObserver<T>[] _observers = [];
    private CellFeed<T>? _feed;

    // Under the lock: one that is just being added is told of what was committed after its look at the state.
    internal CellObserver<T>[] Observers
    {
        get
        {
            lock (_lock) return _observers;
        }
    }

    /// <inheritdoc/>
    public override CellVersion<T> Add(CellObserver<T> observer)
    {
        lock (_lock)
        {
            // The feed's place first, so that it lies before that of the observer.
            CellFeed<T> feed = _feed ?? new CellFeed<T>(this, state, path);
            CellVersion<T> version = Read(state.SnapshotAt(out Moment now));
            observer.After = now;
            _observers = [.. _observers, observer];
            if (_feed is null) (_feed = feed).Start();
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

    /// <summary>Lets go of a feed that ended by itself: the next observer begins another one, for all.</summary>
    internal void Drop(CellFeed<T> feed)
    {
        lock (_lock)
        {
            if (_feed == feed) _feed = null;
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
