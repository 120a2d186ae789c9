using Holdfast.Documents;
using Holdfast.Replicas;

namespace Holdfast.Configuration;

/// <summary>
/// The versions of one configuration that were made or asked for lately, so that they are not replayed.
/// </summary>
/// <remarks>
/// Shape.   A ring by number, in which a version pushes out older ones only, and the older one asked for last.
/// Threads. Any: each place holds one immutable object.
/// </remarks>
internal sealed class KeptVersions
{
    /// <summary>How many; a power of two.</summary>
    public const int Capacity = 128;

    /// <summary>The most bytes of JSON of one version that is kept: 128 of them are 8 MiB at the worst.</summary>
    public const long MaxValuesBytes = 64 << 10;

    private readonly Kept?[] _ring = new Kept?[Capacity];
    private Kept? _older;

    public void Keep(Replica? replica, long revision, VersionedConfig config)
    {
        if (NodeSize.Of(config.Values.Node) > MaxValuesBytes)
            return;
        ref Kept? place = ref _ring[config.Version & (Capacity - 1)];
        bool isNewer = Volatile.Read(ref place) is not { } there
            || !ReferenceEquals(there.Replica, replica) || there.Config.Version <= config.Version;
        Volatile.Write(ref isNewer ? ref place : ref _older, new Kept(replica, revision, config));
    }

    /// <summary>
    /// Finds a version, if the namespace is still the same and the commit still in its history.
    /// </summary>
    public VersionedConfig? Find(Replica? replica, long version) => version < 0
        ? null
        : Find(Volatile.Read(ref _ring[version & (Capacity - 1)]), replica, version)
            ?? Find(Volatile.Read(ref _older), replica, version);

    private static VersionedConfig? Find(Kept? kept, Replica? replica, long version) =>
        kept is not null && kept.Config.Version == version && ReferenceEquals(kept.Replica, replica)
        && kept.Revision >= (replica?.Log.OldestRevision ?? 0)
            ? kept.Config
            : null;

    private sealed record Kept(Replica? Replica, long Revision, VersionedConfig Config);
}
