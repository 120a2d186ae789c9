using System.Collections.Immutable;

namespace Holdfast.Configuration;

/// <summary>One configuration in memory, with its history.</summary>
/// <param name="Current">The current version; null when it is not registered any more.</param>
/// <param name="Registered">The version that was registered last.</param>
/// <param name="Versions">The kept versions, oldest first, at least one.</param>
/// <remarks>Threads. Immutable.</remarks>
internal sealed record MemoryConfig(
    VersionedConfig? Current, VersionedConfig Registered, ImmutableList<ConfigChange> Versions)
{
    public long LastVersion => Versions[^1].Config.Version;

    /// <summary>Gives what a step makes of it.</summary>
    public static MemoryConfig After(MemoryConfig? before, ConfigStep step, int keptVersions)
    {
        if (step.New is not { } next)
            return before! with { Current = null };
        ConfigChange change = new(next, step.Old?.Values ?? Value.EmptyObject);
        if (before is null)
            return new MemoryConfig(next, next, [change]);
        bool isFull = before.Versions.Count == keptVersions;
        return new MemoryConfig(
            next,
            step.Old is null ? next : before.Registered,
            (isFull ? before.Versions.RemoveAt(0) : before.Versions).Add(change));
    }

    public VersionedConfig At(string name, long version)
    {
        if (version == Registered.Version)
            return Registered;
        return Versions[IndexOf(name, version)].Config;
    }

    public IReadOnlyList<ConfigChange> GetHistory(string name, long from) =>
        Versions.RemoveRange(0, IndexOf(name, from));

    private int IndexOf(string name, long version)
    {
        (int low, int high) = (0, Versions.Count);
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (Versions[middle].Config.Version < version)
                low = middle + 1;
            else
                high = middle;
        }

        if (low < Versions.Count && Versions[low].Config.Version == version)
            return low;
        throw version >= 0 && low == 0
            ? ConfigFailures.Trimmed(name, version, Versions[0].Config.Version)
            : ConfigFailures.UnknownVersion(name, version, LastVersion);
    }
}
