using System.Text.Json;

namespace Holdfast.Configuration;

/// <summary>What one run of a change sees: all configurations at one moment.</summary>
internal abstract class ConfigAttempt(ConfigChangeOptions options, JsonSerializerOptions? json)
{
    /// <summary>Stands for "no version was ever given".</summary>
    public const long NoVersion = -1;

    /// <summary>The names of what is registered.</summary>
    public abstract IReadOnlyList<string> Names { get; }

    /// <summary>The current version; null when nothing of the name is registered.</summary>
    public abstract VersionedConfig? Find(string name);

    /// <summary>Whether something is stored under the name that is not a configuration.</summary>
    public abstract bool IsOther(string name);

    /// <summary>
    /// The greatest version that a configuration of the name ever had; <see cref="NoVersion"/> for none.
    /// </summary>
    public abstract long LastVersion(string name);

    /// <summary>An earlier version.</summary>
    public abstract VersionedConfig At(string name, long version);

    /// <summary>Makes the version that the change would commit.</summary>
    /// <exception cref="Errors.HoldfastOperationException">
    /// NotAConfiguration: its number, which somebody wrote past the configuration, is the greatest that there is.
    /// </exception>
    public VersionedConfig MakeNext(string name, VersionedConfig? old, Value values)
    {
        long last = LastUsable(name);
        return new VersionedConfig(values, new Lazy<ConfigOrigin>(MakeOrigin(options)), json)
        {
            Name = name,
            Version = last + 1,
            Parent = old?.Version ?? (last == NoVersion ? null : last),
            Registered = old?.Registered ?? last + 1,
            Metadata = options.Metadata,
        };
    }

    /// <summary>Makes the version that the change would commit of one that was made elsewhere.</summary>
    /// <remarks>It keeps its number, unless that was given before; and what the options do not say otherwise.</remarks>
    /// <inheritdoc cref="MakeNext"/>
    public VersionedConfig MakeKept(string name, VersionedConfig made, Value values)
    {
        long last = LastUsable(name);
        bool isFree = made.Version > last;
        long version = isFree ? made.Version : last + 1;
        ConfigOrigin origin = made.Origin with
        {
            Author = options.Author ?? made.Author,
            Reason = options.Reason ?? made.Reason,
        };
        return new VersionedConfig(values, new Lazy<ConfigOrigin>(origin), json)
        {
            Name = name,
            Version = version,
            Parent = isFree ? made.Parent : last,
            Registered = version,
            Metadata = options.Metadata.Count > 0 ? options.Metadata : made.Metadata,
            Made = origin,
        };
    }

    /// <summary>Says who makes the change, as far as it is known before it is committed.</summary>
    protected abstract ConfigOrigin MakeOrigin(ConfigChangeOptions options);

    private long LastUsable(string name)
    {
        long last = LastVersion(name);
        return last < long.MaxValue ? last : throw ConfigFailures.NoVersionLeft(name);
    }
}
