using System.Diagnostics;
using System.Text.Json;
using Holdfast.Errors;

namespace Holdfast.Configuration;

/// <summary>One configuration as it is now: read, changed, compared with what it was, and gone back to it.</summary>
/// <remarks>
/// Shape.   A key is a name, or a path (<c>/cache/ttl</c>) to something inside. Each call of a verb that changes is one
///          new version. What is not registered is <see cref="PathNotFoundException"/>, with the code
///          UnknownConfiguration, for all but the events, the validators and <see cref="Reset"/>.
/// Threads. Any. Cost. Reads touch memory only; a change at a path is one commit.
/// Source.  provide.foundation's ConfigManager, in both its forms.
/// </remarks>
public sealed class Config : StateView
{
    private readonly ConfigManager _manager;

    /// <summary>Makes a configuration of its own in memory, without a name.</summary>
    /// <param name="values">Its values at version 0: an object.</param>
    /// <param name="options">How it is kept.</param>
    /// <exception cref="HoldfastArgumentException">RootNotObject.</exception>
    public Config(Value values, ConfigManagerOptions? options = null)
        : this(new ConfigManager(options), "") => _manager.Register("", values);

    internal Config(ConfigManager manager, string name) => (_manager, Name) = (manager, name);

    /// <summary>
    /// Raised when it went from one version to the next, in the order of the versions. It may be added before the
    /// configuration is registered, and stays; registering, unregistering and clearing raise nothing.
    /// </summary>
    /// <remarks>
    /// Threads. Outside every lock. In memory: on the thread of the change, before its call returns, unless others are
    ///          being told just then. At a path: soon after, on the thread pool, whichever process made the change; who
    ///          slept longer than history is kept is told once, of what is there now. A listener that throws is
    ///          reported (<see cref="Reporting.CallbackFailures"/>), and the others are called all the same.
    /// </remarks>
    public event EventHandler<ConfigChangedEventArgs>? Changed
    {
        add => _manager.Source.AddListener(Name, value ?? throw new ArgumentNullException(nameof(value)));
        remove => _manager.Source.RemoveListener(Name, value ?? throw new ArgumentNullException(nameof(value)));
    }

    /// <summary>The name of the configuration.</summary>
    public string Name { get; }

    /// <summary>Whether the configuration is registered.</summary>
    public bool IsRegistered => _manager.Find(Name) is not null;

    /// <summary>Its current version.</summary>
    public VersionedConfig Current => _manager.Find(Name) ?? throw _manager.Source.Missing(Name);

    /// <summary>Its current values: an object.</summary>
    public Value Values => Current.Values;

    /// <summary>The number of its current version.</summary>
    public long Version => Current.Version;

    private protected override JsonSerializerOptions? Json => _manager.Source.Json;

    /// <summary>Gets or sets the value of a key; setting makes missing parents and is a new version.</summary>
    public Value this[StatePath key]
    {
        get => Get(key);
        set => Set(key, value);
    }

    /// <inheritdoc/>
    public override bool TryGet(StatePath path, out Value value) => Current.TryGet(path, out value);

    /// <summary>Sets one value; missing parents are made.</summary>
    /// <returns>The new version.</returns>
    /// <exception cref="HoldfastOperationException">ThroughScalar, BadIndex; NotAConfiguration.</exception>
    public VersionedConfig Set(StatePath key, Value value, ConfigChangeOptions? options = null) =>
        Change(draft => draft.Set(key, value), options)!;

    /// <summary>
    /// Sets the members of an object, each as it stands there; the names are not paths, and null is a value.
    /// </summary>
    /// <returns>The new version.</returns>
    public VersionedConfig Update(Value members, ConfigChangeOptions? options = null) =>
        Change(draft => draft.Update(members), options)!;

    /// <summary>Sets the values of several keys.</summary>
    /// <returns>The new version.</returns>
    public VersionedConfig Update(
        IEnumerable<KeyValuePair<StatePath, Value>> changes, ConfigChangeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(changes);
        KeyValuePair<StatePath, Value>[] all = [.. changes];
        return Change(draft => draft.Update(all), options)!;
    }

    /// <summary>Sets the members of another configuration.</summary>
    /// <returns>The new version.</returns>
    public VersionedConfig Merge(VersionedConfig other, ConfigChangeOptions? options = null) =>
        Change(draft => draft.Merge(other), options)!;

    /// <summary>Removes a key; a key that is not there is a new version all the same.</summary>
    /// <returns>The new version.</returns>
    public VersionedConfig Remove(StatePath key, ConfigChangeOptions? options = null) =>
        Change(draft => draft.Remove(key), options)!;

    /// <summary>Replaces all values.</summary>
    /// <returns>The new version.</returns>
    public VersionedConfig Replace(Value values, ConfigChangeOptions? options = null) =>
        Change(draft => draft.Replace(values), options)!;

    /// <summary>Goes back to the values with which it was registered, or to none.</summary>
    /// <returns>The new version; null, and nothing happens, when it is not registered.</returns>
    public VersionedConfig? Reset(ResetTarget target = ResetTarget.Registered, ConfigChangeOptions? options = null) =>
        Change(draft => draft.Reset(target), options);

    /// <summary>Goes back to the values of an earlier version.</summary>
    /// <returns>The new version.</returns>
    /// <exception cref="HoldfastOperationException">
    /// UnknownVersion; TrimmedRevision: it is not kept any more.
    /// </exception>
    public VersionedConfig Rollback(
        long version, RollbackMode mode = RollbackMode.Exact, ConfigChangeOptions? options = null) =>
        Change(draft => draft.Rollback(version, mode), options)!;

    /// <summary>Changes it in any number of steps, which are one version.</summary>
    /// <param name="function">Says what changes. It may run more than once and does nothing else.</param>
    /// <param name="options">Who and why.</param>
    /// <returns>The new version; null when the function changed nothing.</returns>
    /// <exception cref="InvalidConfigurationException">InvalidConfiguration; nothing was changed.</exception>
    public VersionedConfig? Change(Action<ConfigDraft> function, ConfigChangeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        return _manager.Change(batch => function(batch[Name]), options).SingleOrDefault();
    }

    /// <summary>A change is decided at once; what has to be awaited is awaited before.</summary>
    [Obsolete("The function is asynchronous; await what it needs first, and give one that is not.", error: true)]
    public VersionedConfig? Change(Func<ConfigDraft, Task> function, ConfigChangeOptions? options = null) =>
        throw new UnreachableException();

    /// <summary>A change is decided at once; what has to be awaited is awaited before.</summary>
    [Obsolete("The function is asynchronous; await what it needs first, and give one that is not.", error: true)]
    public Task<VersionedConfig?> ChangeAsync(
        Func<ConfigDraft, Task> function, ConfigChangeOptions? options = null, CancellationToken token = default) =>
        throw new UnreachableException();

    /// <inheritdoc cref="Change(Action{ConfigDraft}, ConfigChangeOptions?)"/>
    public async Task<VersionedConfig?> ChangeAsync(
        Action<ConfigDraft> function, ConfigChangeOptions? options = null, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(function);
        IReadOnlyList<VersionedConfig> changed = await _manager
            .ChangeAsync(batch => function(batch[Name]), options, token).ConfigureAwait(false);
        return changed.SingleOrDefault();
    }

    /// <summary>Gives a version, of now or earlier, also of a configuration that is not registered any more.</summary>
    /// <exception cref="HoldfastOperationException">
    /// UnknownVersion; TrimmedRevision: it is not kept any more.
    /// </exception>
    public VersionedConfig At(long version) => _manager.Source.At(Name, version);

    /// <summary>
    /// Gives the versions with what each changed, oldest first: entry n is version <paramref name="from"/> + n.
    /// </summary>
    /// <param name="from">The first version to give.</param>
    /// <exception cref="HoldfastOperationException">
    /// UnknownVersion; TrimmedRevision, naming the oldest kept version: that one is not kept any more.
    /// </exception>
    public IReadOnlyList<ConfigChange> GetHistory(long from = 0) => _manager.Source.GetHistory(Name, from);

    /// <summary>Compares two versions.</summary>
    /// <exception cref="HoldfastOperationException">
    /// UnknownVersion; TrimmedRevision: it is not kept any more.
    /// </exception>
    public ConfigComparison Compare(long from, long to) => At(from).CompareTo(At(to));

    /// <summary>
    /// Lets a function refuse changes that this manager makes of the configuration, before they are committed.
    /// </summary>
    public void AddValidator(ConfigValidator validator)
    {
        ArgumentNullException.ThrowIfNull(validator);
        _manager.Validators.Add(Name, validator);
    }

    /// <summary>Takes a validator away; one that was not added is ignored.</summary>
    public void RemoveValidator(ConfigValidator validator)
    {
        ArgumentNullException.ThrowIfNull(validator);
        _manager.Validators.Remove(Name, validator);
    }
}
