using Holdfast.Subscriptions;

namespace Holdfast.Immutable;

/// <summary>Tells the observers of a cell at a path each commit that touches it, whoever made it.</summary>
internal sealed class CellFeed<T> : IDisposable
{
    private readonly PathCell<T> _cell;
    private readonly Subscription _subscription;
    private T _told;

    /// <summary>Begins behind a snapshot.</summary>
    public CellFeed(PathCell<T> cell, State state, StatePath path, Snapshot now, T current)
    {
        (_cell, _told) = (cell, current);
        _subscription = new Subscription(
            state,
            path,
            $"the observers of the cell at '{path}'",
            commit => Tell(commit.After),
            Tell,
            new Revision(now.Revision.Number + 1));
    }

    /// <inheritdoc/>
    public void Dispose() => _subscription.Dispose();

    private void Tell(Snapshot after)
    {
        T old = _told;
        T next = _cell.Read(after).Value;
        _told = next;
        foreach (CellObserver<T> observer in _cell.Observers)
        {
            if (after.Revision > observer.After) observer.Tell(old, next);
        }
    }
}
