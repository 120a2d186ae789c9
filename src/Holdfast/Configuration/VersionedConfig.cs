using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Holdfast.Errors;

namespace Holdfast.Configuration;

/// <summary>One version of a configuration: its values, and who made it, why and when. It never changes.</summary>
/// <remarks>
/// Shape.   The values are a JSON object. A key is a name, or a path (<c>/cache/ttl</c>) to something inside. Two are
///          equal when name, version, parent, values and metadata are; who, why and when do not count.
/// Threads. Immutable, all the way down: a changed version is another object that shares what did not change.
/// Cost.    At a path of a state, the first question who, why or when looks it up in the log.
/// Source.  provide.foundation's VersionedConfig, in both its forms; the generation is the version.
/// </remarks>
public sealed class VersionedConfig : StateView, IEquatable<VersionedConfig>
{
    private readonly TimeProvider _clock = TimeProvider.System;
    private readonly Lazy<ConfigOrigin> _origin;

    /// <summary>Makes a first version without values.</summary>
    public VersionedConfig()
        : this(Value.EmptyObject)
    {
    }

    /// <summary>Makes a first version.</summary>
    /// <param name="values">An object.</param>
    /// <param name="timeProvider">
    /// The clock of this version and of those that are made of it; null: the system's.
    /// </param>
    /// <exception cref="HoldfastArgumentException">RootNotObject: the values are not an object.</exception>
    public VersionedConfig(Value values, TimeProvider? timeProvider = null)
    {
        Values = ConfigValues.Checked(values);
        _clock = timeProvider ?? TimeProvider.System;
        _origin = new Lazy<ConfigOrigin>(ConfigOrigin.Here(null, _clock));
    }

    /// <summary>Makes any version, with what is to be kept with it.</summary>
    /// <param name="version">Its number, from 0.</param>
    /// <param name="values">An object.</param>
    /// <param name="metadata">An object of any members; null: none.</param>
    /// <exception cref="HoldfastArgumentException">RootNotObject: the values or the metadata are no object.</exception>
    public VersionedConfig(long version, Value values, Value? metadata = null)
        : this(values) => (Version, Metadata) = (version, metadata ?? Value.EmptyObject);

    internal VersionedConfig(Value values, Lazy<ConfigOrigin> origin, JsonSerializerOptions? json) =>
        (Values, _origin, Json) = (values, origin, json);

    /// <summary>The configuration's name; the empty text when it has none.</summary>
    public string Name { get; init; } = "";

    /// <summary>The number of the version, from 0; no later version of the configuration has it again.</summary>
    public long Version
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    }

    /// <summary>The version that this one was made of; null for the first.</summary>
    public long? Parent { get; init; }

    /// <summary>The values: an object.</summary>
    public Value Values { get; }

    /// <summary>What else is kept with the version: an object of any members.</summary>
    public Value Metadata { get; init => field = ConfigValues.Checked(value); } = Value.EmptyObject;

    /// <summary>On whose behalf the version was made; unless it was said, the user who ran the process.</summary>
    /// <exception cref="HoldfastOperationException">TrimmedRevision: its commit is not kept any more.</exception>
    public string Author
    {
        get => _origin.Value.Author;
        init => _origin = new Lazy<ConfigOrigin>(_origin!.Value with { Author = value });
    }

    /// <summary>Why the version was made; null when nothing was said.</summary>
    /// <exception cref="HoldfastOperationException">TrimmedRevision: its commit is not kept any more.</exception>
    public string? Reason
    {
        get => _origin.Value.Reason;
        init => _origin = new Lazy<ConfigOrigin>(_origin!.Value with { Reason = value });
    }

    /// <summary>When the version was made.</summary>
    /// <exception cref="HoldfastOperationException">TrimmedRevision: its commit is not kept any more.</exception>
    public DateTimeOffset Time
    {
        get => _origin.Value.Time;
        init => _origin = new Lazy<ConfigOrigin>(_origin!.Value with { Time = value });
    }

    /// <summary>The process that made the version, by its operating system number.</summary>
    /// <exception cref="HoldfastOperationException">TrimmedRevision: its commit is not kept any more.</exception>
    public int ProcessId => _origin.Value.ProcessId;

    /// <summary>The version to which a reset goes back.</summary>
    internal long Registered { get; init; }

    /// <summary>Who made it, of a version that was made elsewhere; null when its commit tells.</summary>
    internal ConfigOrigin? Made { get; init; }

    /// <summary>Who made it, why and when.</summary>
    internal ConfigOrigin Origin => _origin.Value;

    private protected override JsonSerializerOptions? Json { get; }

    /// <summary>Gets the value of a key.</summary>
    /// <exception cref="PathNotFoundException">PathNotFound: there is none.</exception>
    public Value this[StatePath key] => Get(key);

    /// <summary>Tells whether two versions are equal.</summary>
    public static bool operator ==(VersionedConfig? left, VersionedConfig? right) =>
        left is null ? right is null : left.Equals(right);

    /// <summary>Tells whether two versions differ.</summary>
    public static bool operator !=(VersionedConfig? left, VersionedConfig? right) => !(left == right);

    /// <inheritdoc/>
    public override bool TryGet(StatePath path, out Value value) => Values.TryGet(path, out value);

    /// <summary>Gives the next version with one value set; missing parents are made.</summary>
    /// <exception cref="HoldfastOperationException">ThroughScalar, BadIndex.</exception>
    public VersionedConfig Set(StatePath key, Value value, ConfigChangeOptions? options = null) =>
        Replace(ConfigValues.Set(Values, key, value), options);

    /// <summary>Gives the next version with the members of an object set, each as it stands there.</summary>
    public VersionedConfig Update(Value members, ConfigChangeOptions? options = null) =>
        Replace(ConfigValues.Update(Values, members), options);

    /// <summary>Gives the next version with several keys set.</summary>
    public VersionedConfig Update(
        IEnumerable<KeyValuePair<StatePath, Value>> changes, ConfigChangeOptions? options = null) =>
        Replace(ConfigValues.Update(Values, changes), options);

    /// <summary>Gives the next version without a key; a next version also when it was not there.</summary>
    public VersionedConfig Remove(StatePath key, ConfigChangeOptions? options = null) =>
        Replace(ConfigValues.Remove(Values, key), options);

    /// <summary>Gives the next version with other values.</summary>
    public VersionedConfig Replace(Value values, ConfigChangeOptions? options = null) => Next(values, Version, options);

    /// <summary>Gives the next version with the members of another configuration set; the other's win.</summary>
    /// <remarks>Shape. Its parent is the greater one of both versions.</remarks>
    public VersionedConfig Merge(VersionedConfig other, ConfigChangeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Next(ConfigValues.Update(Values, other.Values), Math.Max(Version, other.Version), options);
    }

    /// <summary>
    /// Compares this version with another: what both have, and what leads from this one to the other.
    /// </summary>
    public ConfigComparison CompareTo(VersionedConfig other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new ConfigComparison(this, other);
    }

    /// <inheritdoc/>
    public bool Equals([NotNullWhen(true)] VersionedConfig? other) => other is not null
        && (Name, Version, Parent) == (other.Name, other.Version, other.Parent)
        && Values == other.Values && Metadata == other.Metadata;

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => Equals(obj as VersionedConfig);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Version, Values);

    /// <summary>Gives name and version, for a person.</summary>
    public override string ToString() => Name.Length == 0 ? $"version {Version}" : $"{Name}, version {Version}";

    private VersionedConfig Next(Value values, long parent, ConfigChangeOptions? options) =>
        new(ConfigValues.Checked(values), new Lazy<ConfigOrigin>(ConfigOrigin.Here(options, _clock)), Json)
        {
            Name = Name,
            Version = Version + 1,
            Parent = parent,
            Metadata = (options ?? ConfigChangeOptions.Default).Metadata,
            Registered = Registered,
            Clock = _clock,
        };

    private TimeProvider Clock
    {
        init => _clock = value;
    }
}
