using Holdfast.Subscriptions;

namespace Holdfast.Configuration;

/// <summary>Tells listeners of what is committed at a path, by whatever process, as long as there are any.</summary>
/// <remarks>Threads. Any. Cost. Nothing without a listener, and no thread while nothing happens.</remarks>
internal sealed class ConfigWatch(State state, StateConfigSource source)
{
    private readonly Lock _lock = new();
    private readonly ConfigListeners _listeners = new();
    private Subscription? _subscription;

    public void Add(string? name, EventHandler<ConfigChangedEventArgs> listener)
    {
        lock (_lock)
        {
            _listeners.Add(name, listener);
            _subscription ??= Begin();
        }
    }

    public void Remove(string? name, EventHandler<ConfigChangedEventArgs> listener)
    {
        lock (_lock)
        {
            _listeners.Remove(name, listener);
            if (!_listeners.IsEmpty)
                return;
            _subscription?.Dispose();
            _subscription = null;
        }
    }

    private Subscription Begin()
    {
        // The subscription calls one function at a time, so that what it has seen needs no lock.
        Snapshot seen = null!;
        Subscription subscription = new(
            state,
            StatePath.Root,
            "telling listeners of configurations",
            commit => Tell(commit.Before, seen = commit.After, [.. commit.Changes.Select(change => change.Path)]),
            newest => Tell(seen, seen = newest, [StatePath.Root]),
            Drop);
        seen = subscription.Began;
        return subscription.Start();
    }

    /// <summary>
    /// Lets go of a subscription that ended by itself: the next listener begins another one, for all.
    /// </summary>
    private void Drop(Subscription ended)
    {
        lock (_lock)
        {
            if (_subscription == ended)
                _subscription = null;
        }
    }

    /// <summary>Tells what became of the configurations that some paths touch.</summary>
    private void Tell(Snapshot before, Snapshot after, IReadOnlyList<StatePath> paths)
    {
        ConfigStep[] steps =
        [
            .. ConfigNames.TouchedBy(paths, after).Select(name => ToStep(name, before, after)).OfType<ConfigStep>(),
        ];
        _listeners.Tell(source.Sender, steps);
    }

    private ConfigStep? ToStep(string name, Snapshot before, Snapshot after)
    {
        StoredConfig stored = source.Get(name);
        if (stored.Find(before) is not { } old || stored.Find(after) is not { } now)
            return null;
        return old.Version == now.Version && old.Values == now.Values ? null : new ConfigStep(name, old, now);
    }
}
