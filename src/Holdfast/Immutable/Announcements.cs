namespace Holdfast.Immutable;

/// <summary>
/// The changes of a cell in memory of which its observers are still to be told, in the order of the changes.
/// </summary>
/// <remarks>
/// One thread at a time tells them, outside every lock; a writer that finds another at it leaves its change to that
/// one, so writers never wait for observers, and an observer that changes the cell is told of it after all others have
/// been told of what it is being told.
/// </remarks>
internal sealed class Announcements<T>
{
    /// <summary>
    /// How many changes may wait: beyond that the newest ones are joined into one (its old value that of the first,
    /// its new value that of the last), so that slow observers cannot make memory grow without end.
    /// </summary>
    public const int MostPending = 1024;

    private readonly Lock _lock = new();
    private readonly Queue<Announcement> _pending = [];
    private Announcement? _newest;
    private bool _isTelling;

    /// <summary>Takes note of a change. Called in the order of the changes.</summary>
    public void Add(CellObserver<T>[] observers, T old, T next)
    {
        lock (_lock)
        {
            if (_pending.Count >= MostPending && _newest!.Observers == observers)
            {
                _newest.Next = next;
                return;
            }

            _pending.Enqueue(_newest = new Announcement(observers, old) { Next = next });
        }
    }

    /// <summary>Tells the observers of all that is noted, unless another thread is at it.</summary>
    public void Tell()
    {
        for (Announcement? change = Take(isFirst: true); change is not null; change = Take(isFirst: false))
        {
            foreach (CellObserver<T> observer in change.Observers) observer.Tell(change.Old, change.Next);
        }
    }

    /// <summary>Takes the oldest; null ends the telling.</summary>
    private Announcement? Take(bool isFirst)
    {
        lock (_lock)
        {
            if (isFirst && _isTelling) return null;
            _isTelling = _pending.TryDequeue(out Announcement? change);
            return change;
        }
    }

    /// <summary>
    /// A change with those who are to be told of it. It is changed under the lock, and only in the queue.
    /// </summary>
    private sealed class Announcement(CellObserver<T>[] observers, T old)
    {
        public CellObserver<T>[] Observers { get; } = observers;

        public T Old { get; } = old;

        public required T Next { get; set; }
    }
}
