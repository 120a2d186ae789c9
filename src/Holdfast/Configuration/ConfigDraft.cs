using System.Text.Json;
using Holdfast.Errors;

namespace Holdfast.Configuration;

/// <summary>One configuration while a change is made: reads see what the change has done so far.</summary>
/// <remarks>
/// Shape.   Whatever verb is called, and however many, the change gives the configuration one new version.
/// Threads. One at a time. It ends with the function that it was given to.
/// </remarks>
public sealed class ConfigDraft : StateView
{
    private readonly ConfigAttempt _attempt;
    private readonly VersionedConfig? _old;
    private Value? _values;

    /// <summary>What was registered, if it was a version that was made elsewhere.</summary>
    private VersionedConfig? _made;

    internal ConfigDraft(ConfigAttempt attempt, string name, JsonSerializerOptions? json)
    {
        (_attempt, Name, Json) = (attempt, name, json);
        _old = attempt.Find(name);
        _values = _old?.Values;
    }

    /// <summary>The configuration's name.</summary>
    public string Name { get; }

    /// <summary>Whether there is such a configuration.</summary>
    public bool IsRegistered => _values is not null;

    /// <summary>The values with what the change has done so far: an object.</summary>
    /// <exception cref="PathNotFoundException">UnknownConfiguration.</exception>
    /// <exception cref="HoldfastOperationException">NotAConfiguration: something else is stored there.</exception>
    public Value Values => _values ?? throw Missing;

    internal bool IsTouched { get; private set; }

    private protected override JsonSerializerOptions? Json { get; }

    private Exception Missing =>
        _attempt.IsOther(Name) ? ConfigFailures.NotAConfiguration(Name) : ConfigFailures.Unknown(Name);

    /// <summary>Gets or sets the value of a key; setting makes missing parents.</summary>
    public Value this[StatePath key]
    {
        get => Get(key);
        set => Set(key, value);
    }

    /// <inheritdoc/>
    public override bool TryGet(StatePath path, out Value value) => Values.TryGet(path, out value);

    /// <summary>Sets one value; missing parents are made.</summary>
    /// <exception cref="HoldfastOperationException">ThroughScalar, BadIndex.</exception>
    public void Set(StatePath key, Value value) => Become(ConfigValues.Set(Values, key, value));

    /// <summary>Sets the members of an object, each as it stands there; the names are not paths.</summary>
    public void Update(Value members) => Become(ConfigValues.Update(Values, members));

    /// <summary>Sets the values of several keys.</summary>
    public void Update(IEnumerable<KeyValuePair<StatePath, Value>> changes) =>
        Become(ConfigValues.Update(Values, changes));

    /// <summary>Sets the members of another configuration.</summary>
    public void Merge(VersionedConfig other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Update(other.Values);
    }

    /// <summary>Removes a key; a key that is not there is a new version all the same.</summary>
    public void Remove(StatePath key) => Become(ConfigValues.Remove(Values, key));

    /// <summary>Replaces all values.</summary>
    public void Replace(Value values)
    {
        _ = Values;
        Become(ConfigValues.Checked(values));
    }

    /// <summary>Goes back to the registered values, or to none; what is not registered stays so.</summary>
    public void Reset(ResetTarget target = ResetTarget.Registered)
    {
        if (_values is null)
            return;
        Become(target switch
        {
            ResetTarget.Registered => At(_old?.Registered)?.Values ?? _values.Value,
            ResetTarget.Empty => Value.EmptyObject,
            _ => throw new ArgumentOutOfRangeException(nameof(target), target, "Give Registered or Empty."),
        });
    }

    /// <summary>Goes back to the values of an earlier version.</summary>
    /// <exception cref="HoldfastOperationException">
    /// UnknownVersion; TrimmedRevision: it is not kept any more.
    /// </exception>
    public void Rollback(long version, RollbackMode mode = RollbackMode.Exact)
    {
        Value now = Values;
        Value then = At(version)!.Values;
        Become(mode switch
        {
            RollbackMode.Exact => then,
            RollbackMode.Merge => ConfigValues.Update(now, then),
            _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "Give Exact or Merge."),
        });
    }

    internal void Register(Value values)
    {
        if (_values is not null)
            throw ConfigFailures.Duplicate(Name);
        if (_attempt.IsOther(Name))
            throw ConfigFailures.NotAConfiguration(Name);
        Become(ConfigValues.Checked(values));
    }

    internal void Register(VersionedConfig made)
    {
        Register(made.Values);
        _made = made;
    }

    internal bool Unregister()
    {
        if (_values is null)
            return false;
        (_values, _made, IsTouched) = (null, null, true);
        return true;
    }

    /// <summary>What the change does with this configuration; null for nothing.</summary>
    internal ConfigStep? ToStep() => (IsTouched, _values) switch
    {
        (false, _) => null,
        (true, { } values) => new ConfigStep(Name, _old, _made is { } made
            ? _attempt.MakeKept(Name, made, values)
            : _attempt.MakeNext(Name, _old, values)),
        _ => _old is null ? null : new ConfigStep(Name, _old, null),
    };

    private VersionedConfig? At(long? version) => version is { } wanted ? _attempt.At(Name, wanted) : null;

    private void Become(Value values) => (_values, IsTouched) = (values, true);
}
