using System.Collections.Immutable;

namespace Holdfast.Configuration;

/// <summary>What one run of a change sees of configurations in memory.</summary>
internal sealed class MemoryConfigAttempt(
    ImmutableSortedDictionary<string, MemoryConfig> all, TimeProvider clock, ConfigChangeOptions options)
    : ConfigAttempt(options, json: null)
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Names =>
        [.. all.Where(config => config.Value.Current is not null).Select(config => config.Key)];

    /// <inheritdoc/>
    public override VersionedConfig? Find(string name) => all.GetValueOrDefault(name)?.Current;

    /// <inheritdoc/>
    public override bool IsOther(string name) => false;

    /// <inheritdoc/>
    public override long LastVersion(string name) => all.GetValueOrDefault(name)?.LastVersion ?? NoVersion;

    /// <inheritdoc/>
    public override VersionedConfig At(string name, long version) => all[name].At(name, version);

    /// <inheritdoc/>
    protected override ConfigOrigin MakeOrigin(ConfigChangeOptions options) => ConfigOrigin.Here(options, clock);
}
