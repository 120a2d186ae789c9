using System.Text.Json;
using Holdfast.Errors;

namespace Holdfast.Configuration;

/// <summary>A change of several configurations, which is one commit: others see all of it or nothing.</summary>
/// <remarks>
/// Shape.   Reads see all configurations as they were at one moment, with what the change has done so far.
/// Threads. One at a time. It ends with the function that it was given to, which may run more than once.
/// </remarks>
public sealed class ConfigBatch
{
    private readonly ConfigAttempt _attempt;
    private readonly JsonSerializerOptions? _json;
    private readonly Dictionary<string, ConfigDraft> _drafts = new(StringComparer.Ordinal);

    internal ConfigBatch(ConfigAttempt attempt, JsonSerializerOptions? json) => (_attempt, _json) = (attempt, json);

    /// <summary>The names of the configurations that were registered before the change, sorted.</summary>
    public IReadOnlyList<string> Names => _attempt.Names;

    /// <summary>
    /// Gives a configuration to read and change; one that is not registered can only be asked whether it is.
    /// </summary>
    public ConfigDraft this[string name]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(name);
            if (!_drafts.TryGetValue(name, out ConfigDraft? draft))
                _drafts.Add(name, draft = new ConfigDraft(_attempt, name, _json));
            return draft;
        }
    }

    /// <summary>Registers a configuration.</summary>
    /// <exception cref="HoldfastArgumentException">DuplicateConfiguration; RootNotObject.</exception>
    /// <exception cref="HoldfastOperationException">NotAConfiguration: something else is stored there.</exception>
    public ConfigDraft Register(string name, Value values)
    {
        ConfigDraft draft = this[name];
        draft.Register(values);
        return draft;
    }

    /// <summary>
    /// Registers a version that was made elsewhere, under its own name; see
    /// <see cref="ConfigManager.Register(VersionedConfig, ConfigChangeOptions?)"/>.
    /// </summary>
    /// <inheritdoc cref="Register(string, Value)"/>
    public ConfigDraft Register(VersionedConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        ConfigDraft draft = this[config.Name];
        draft.Register(config);
        return draft;
    }

    /// <summary>Unregisters a configuration; its versions stay in the history.</summary>
    /// <returns>False when there was none.</returns>
    public bool Unregister(string name) => this[name].Unregister();

    /// <summary>What the change amounts to.</summary>
    /// <exception cref="InvalidConfigurationException">InvalidConfiguration: validators refuse it.</exception>
    internal IReadOnlyList<ConfigStep> Finish(ConfigValidators validators)
    {
        List<ConfigStep> steps = [];
        foreach (ConfigDraft draft in _drafts.Values)
        {
            if (draft.ToStep() is { } step)
                steps.Add(step);
        }

        validators.Check(steps);
        return steps;
    }
}
