using System.Diagnostics;
using Holdfast.Errors;

namespace Holdfast.Configuration;

/// <summary>Keeps named configurations with all their versions: in memory, or at a path of a state.</summary>
/// <remarks>
/// Shape.   A configuration is a JSON object. Each change of it is a new version, numbered from 0 without a gap; the
///          numbers never restart, also not after a reset or when a configuration is registered again. (One that was
///          made elsewhere may leave a gap.)
/// Threads. Any. Cost. Reads touch memory only; a change at a path is one commit.
/// Source.  provide.foundation's ConfigManager, in both its forms.
/// </remarks>
public sealed class ConfigManager
{
    private readonly ConfigSource _source;
    private readonly ConfigValidators _validators = new();

    /// <summary>Makes a manager in memory, for one program and as long as it runs.</summary>
    public ConfigManager(ConfigManagerOptions? options = null)
        : this(MakeMemory(options ?? new ConfigManagerOptions()))
    {
    }

    internal ConfigManager(ConfigSource source) => (_source, source.Sender) = (source, this);

    /// <summary>
    /// Raised when any configuration went from one version to the next; see <see cref="Config.Changed"/>.
    /// </summary>
    public event EventHandler<ConfigChangedEventArgs>? Changed
    {
        add => _source.AddListener(null, value ?? throw new ArgumentNullException(nameof(value)));
        remove => _source.RemoveListener(null, value ?? throw new ArgumentNullException(nameof(value)));
    }

    /// <summary>The names of all configurations, sorted.</summary>
    public IReadOnlyList<string> Names => [.. _source.FindAll().Keys];

    internal ConfigSource Source => _source;

    internal ConfigValidators Validators => _validators;

    /// <summary>
    /// Gives a configuration by name, also one that is still to be registered, to listen to it or validate it.
    /// </summary>
    public Config this[string name]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(name);
            return new Config(this, name);
        }
    }

    /// <summary>Registers a configuration; its values are those that a reset goes back to.</summary>
    /// <exception cref="HoldfastArgumentException">DuplicateConfiguration; RootNotObject.</exception>
    /// <exception cref="InvalidConfigurationException">InvalidConfiguration: a validator refuses it.</exception>
    public Config Register(string name, Value values, ConfigChangeOptions? options = null)
    {
        Change(batch => batch.Register(name, values), options);
        return this[name];
    }

    /// <summary>Registers a version that was made elsewhere, under its own name.</summary>
    /// <remarks>
    /// Shape. It keeps its number, parent, metadata, author, reason and time, and the next change goes on from its
    ///        number; the versions before it are not here, and asking for one is TrimmedRevision. If the configuration
    ///        was registered before and had that number or a greater one, it gets the next one, and the last as its
    ///        parent: no number is given twice. What the options say takes the place of what it says.
    /// </remarks>
    /// <exception cref="HoldfastOperationException">
    /// TrimmedRevision: who made it was told by a commit that is not kept any more. Nothing was changed.
    /// </exception>
    /// <inheritdoc cref="Register(string, Value, ConfigChangeOptions?)"/>
    public Config Register(VersionedConfig config, ConfigChangeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(config);
        Change(batch => batch.Register(config), options);
        return this[config.Name];
    }

    /// <summary>
    /// Gives a configuration as it is; when there is none, registers it. For a program that starts again.
    /// </summary>
    /// <inheritdoc cref="Register(string, Value, ConfigChangeOptions?)"/>
    public Config GetOrRegister(string name, Value values, ConfigChangeOptions? options = null)
    {
        if (Find(name) is null) Change(batch => RegisterUnlessThere(batch, name, values), options);

        return this[name];
    }

    /// <summary>Unregisters a configuration without notice; its versions stay in the history.</summary>
    /// <returns>False when there was none.</returns>
    public bool Unregister(string name, ConfigChangeOptions? options = null)
    {
        bool isUnregistered = false;
        Change(batch => isUnregistered = batch.Unregister(name), options);
        return isUnregistered;
    }

    /// <summary>Unregisters all configurations in one step, without notice.</summary>
    public void Clear(ConfigChangeOptions? options = null) => Change(UnregisterAll, options);

    /// <summary>Gives the current version of a configuration; null when there is none.</summary>
    public VersionedConfig? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _source.Find(name);
    }

    /// <summary>Gives the current versions of all configurations at one moment, sorted by name.</summary>
    public IReadOnlyDictionary<string, VersionedConfig> FindAll() => _source.FindAll();

    /// <summary>Changes any number of configurations in one step: others see all of it or nothing.</summary>
    /// <param name="function">Says what changes. It may run more than once and does nothing else.</param>
    /// <param name="options">Who and why.</param>
    /// <returns>The new versions, in the order in which they were first named; none when nothing was changed.</returns>
    /// <exception cref="PathNotFoundException">UnknownConfiguration; nothing was changed.</exception>
    /// <exception cref="InvalidConfigurationException">InvalidConfiguration; nothing was changed.</exception>
    /// <exception cref="ConflictException">
    /// Conflict: others were faster in every attempt; nothing was changed.
    /// </exception>
    public IReadOnlyList<VersionedConfig> Change(Action<ConfigBatch> function, ConfigChangeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        return _source.Commit(attempt => Decide(attempt, function), options ?? ConfigChangeOptions.Default);
    }

    /// <summary>A change is decided at once; what has to be awaited is awaited before.</summary>
    [Obsolete("The function is asynchronous; await what it needs first, and give one that is not.", error: true)]
    public IReadOnlyList<VersionedConfig> Change(
        Func<ConfigBatch, Task> function, ConfigChangeOptions? options = null) =>
        throw new UnreachableException();

    /// <summary>A change is decided at once; what has to be awaited is awaited before.</summary>
    [Obsolete("The function is asynchronous; await what it needs first, and give one that is not.", error: true)]
    public Task<IReadOnlyList<VersionedConfig>> ChangeAsync(
        Func<ConfigBatch, Task> function, ConfigChangeOptions? options = null, CancellationToken token = default) =>
        throw new UnreachableException();

    /// <inheritdoc cref="Change(Action{ConfigBatch}, ConfigChangeOptions?)"/>
    public Task<IReadOnlyList<VersionedConfig>> ChangeAsync(
        Action<ConfigBatch> function, ConfigChangeOptions? options = null, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(function);
        return _source.CommitAsync(
            attempt => Decide(attempt, function), options ?? ConfigChangeOptions.Default, token);
    }

    private static MemoryConfigSource MakeMemory(ConfigManagerOptions options) =>
        new(options.TimeProvider, options.KeptVersions);

    private static void RegisterUnlessThere(ConfigBatch batch, string name, Value values)
    {
        if (!batch[name].IsRegistered)
            batch.Register(name, values);
    }

    private static void UnregisterAll(ConfigBatch batch)
    {
        foreach (string name in batch.Names)
            batch.Unregister(name);
    }

    private IReadOnlyList<ConfigStep> Decide(ConfigAttempt attempt, Action<ConfigBatch> function)
    {
        ConfigBatch batch = new(attempt, _source.Json);
        function(batch);
        return batch.Finish(_validators);
    }
}
