using System.Collections.Immutable;

namespace Holdfast.Configuration;

/// <summary>One configuration in memory, with its history.</summary>
/// <param name="Current">The current version; null when it is not registered any more.</param>
/// <param name="Registered">The version that was registered last.</param>
/// <param name="Oldest">The number of the first version of <paramref name="Versions"/>.</param>
/// <param name="Versions">The kept versions, oldest first, without a gap.</param>
/// <remarks>Threads. Immutable.</remarks>
internal sealed record MemoryConfig(
    VersionedConfig? Current, VersionedConfig Registered, long Oldest, ImmutableList<ConfigChange> Versions)
{
    public long LastVersion => Oldest + Versions.Count - 1;

    /// <summary>Gives what a step makes of it.</summary>
    public static MemoryConfig After(MemoryConfig? before, ConfigStep step, int keptVersions)
    {
        if (step.New is not { } next)
            return before! with { Current = null };
        ConfigChange change = new(next, step.Old?.Values ?? Value.EmptyObject);
        if (before is null)
            return new MemoryConfig(next, next, next.Version, [change]);
        bool isFull = before.Versions.Count == keptVersions;
        return new MemoryConfig(
            next,
            step.Old is null ? next : before.Registered,
            isFull ? before.Oldest + 1 : before.Oldest,
            (isFull ? before.Versions.RemoveAt(0) : before.Versions).Add(change));
    }

    public VersionedConfig At(string name, long version)
    {
        if (version == Registered.Version)
            return Registered;
        ThrowUnlessKept(name, version);
        return Versions[(int)(version - Oldest)].Config;
    }

    public IReadOnlyList<ConfigChange> GetHistory(string name, long from)
    {
        ThrowUnlessKept(name, from);
        return Versions.RemoveRange(0, (int)(from - Oldest));
    }

    private void ThrowUnlessKept(string name, long version)
    {
        if (version < 0 || version > LastVersion)
            throw ConfigFailures.UnknownVersion(name, version, LastVersion);
        if (version < Oldest)
            throw ConfigFailures.Trimmed(name, version, Oldest);
    }
}
