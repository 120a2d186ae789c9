using Holdfast.Replicas;
using Holdfast.Subscriptions;

namespace Holdfast.Immutable;

/// <summary>Tells the observers of a cell at a path each commit that touches it, whoever made it.</summary>
internal sealed class CellFeed<T> : IDisposable
{
    private readonly PathCell<T> _cell;
    private readonly Subscription _subscription;
    private T _told;

    /// <summary>Fixes its place behind what the cell holds now.</summary>
    public CellFeed(PathCell<T> cell, State state, StatePath path)
    {
        _cell = cell;
        _subscription = new Subscription(
            state,
            path,
            $"the observers of the cell at '{path}'",
            commit => Tell(commit.After),
            Tell,
            _ => cell.Drop(this));
        _told = cell.Read(_subscription.Began).Value;
    }

    /// <summary>Begins to tell.</summary>
    public void Start() => _subscription.Start();

    /// <inheritdoc/>
    public void Dispose() => _subscription.Dispose();

    private void Tell(Snapshot after)
    {
        Moment moment = _subscription.Moment;
        T old = _told;
        T next = _cell.Read(after).Value;
        _told = next;
        foreach (CellObserver<T> observer in _cell.Observers)
        {
            if (moment.IsAfter(observer.After)) observer.Tell(old, next);
        }
    }
}
