using System.Text.Json;

namespace Holdfast.Configuration;

/// <summary>Where configurations are kept: in memory, or at a path of a state.</summary>
/// <remarks>Threads. Any. User code never runs under a lock.</remarks>
internal abstract class ConfigSource
{
    /// <summary>How values become .NET objects; null: the defaults.</summary>
    public abstract JsonSerializerOptions? Json { get; }

    /// <summary>Who raises the events; set once, before first use.</summary>
    public object Sender { get; set; } = typeof(ConfigSource);

    /// <summary>The current version; null when nothing of the name is registered.</summary>
    public abstract VersionedConfig? Find(string name);

    /// <summary>All that is registered, at one moment.</summary>
    public abstract IReadOnlyDictionary<string, VersionedConfig> FindAll();

    /// <summary>Whether something is stored under the name that is not a configuration.</summary>
    public abstract bool IsOther(string name);

    /// <summary>An earlier version.</summary>
    public abstract VersionedConfig At(string name, long version);

    /// <summary>The versions from one on, oldest first.</summary>
    public abstract IReadOnlyList<ConfigChange> GetHistory(string name, long from);

    /// <summary>Runs a decision, again when others were faster, and commits what it says in one step.</summary>
    /// <returns>The new versions.</returns>
    public abstract IReadOnlyList<VersionedConfig> Commit(ConfigDecision decide, ConfigChangeOptions options);

    /// <inheritdoc cref="Commit"/>
    public abstract Task<IReadOnlyList<VersionedConfig>> CommitAsync(
        ConfigDecision decide, ConfigChangeOptions options, CancellationToken token);

    /// <summary>Adds a listener.</summary>
    /// <param name="name">Of which configuration; null: of any.</param>
    /// <param name="listener">Called with old and new, outside every lock, in the order of the commits.</param>
    public abstract void AddListener(string? name, EventHandler<ConfigChangedEventArgs> listener);

    /// <summary>Removes a listener; one that was not added is ignored.</summary>
    public abstract void RemoveListener(string? name, EventHandler<ConfigChangedEventArgs> listener);

    /// <summary>The error of asking for what is not registered.</summary>
    public Exception Missing(string name) =>
        IsOther(name) ? ConfigFailures.NotAConfiguration(name) : ConfigFailures.Unknown(name);
}
