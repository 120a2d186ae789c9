using Holdfast.Reporting;

namespace Holdfast.Configuration;

/// <summary>Who wants to know of changes, by configuration.</summary>
/// <remarks>Threads. Any; listeners are called outside the lock.</remarks>
internal sealed class ConfigListeners
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, EventHandler<ConfigChangedEventArgs>> _byName = new(StringComparer.Ordinal);
    private EventHandler<ConfigChangedEventArgs>? _ofAny;

    public bool IsEmpty
    {
        get
        {
            lock (_lock)
                return _ofAny is null && _byName.Count == 0;
        }
    }

    public void Add(string? name, EventHandler<ConfigChangedEventArgs> listener)
    {
        lock (_lock)
            Put(name, Of(name) + listener);
    }

    public void Remove(string? name, EventHandler<ConfigChangedEventArgs> listener)
    {
        lock (_lock)
            Put(name, Of(name) - listener);
    }

    /// <summary>
    /// Calls the listeners of each configuration that a commit changed; those of one before those of any.
    /// </summary>
    public void Tell(object sender, IReadOnlyList<ConfigStep> steps)
    {
        VersionedConfig[] together = [.. steps.Select(step => step.New).OfType<VersionedConfig>()];
        foreach (ConfigStep step in steps)
        {
            if (step is not { Old: { } old, New: { } now })
                continue;
            ConfigChangedEventArgs told = new(old, now, together);
            Call(step.Name, sender, told);
            Call(null, sender, told);
        }
    }

    private void Call(string? name, object sender, ConfigChangedEventArgs told)
    {
        EventHandler<ConfigChangedEventArgs>? listeners;
        lock (_lock)
            listeners = Of(name);
        foreach (EventHandler<ConfigChangedEventArgs> listener in Delegate.EnumerateInvocationList(listeners))
        {
            try
            {
                listener(sender, told);
            }
            catch (Exception failure)
            {
                CallbackFailures.Report(sender, $"a listener of the configuration '{told.New.Name}'", failure);
            }
        }
    }

    private EventHandler<ConfigChangedEventArgs>? Of(string? name) =>
        name is null ? _ofAny : _byName.GetValueOrDefault(name);

    private void Put(string? name, EventHandler<ConfigChangedEventArgs>? listeners)
    {
        if (name is null)
            _ofAny = listeners;
        else if (listeners is null)
            _byName.Remove(name);
        else
            _byName[name] = listeners;
    }
}
