namespace Holdfast.Configuration;

/// <summary>What one run of a change sees of configurations at a path.</summary>
internal sealed class StateConfigAttempt(StateConfigSource source, Transaction transaction, ConfigChangeOptions options)
    : ConfigAttempt(options, source.Json)
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Names =>
        [.. transaction.GetNames(StatePath.Root).Where(name => Find(name) is not null).Order(StringComparer.Ordinal)];

    /// <inheritdoc/>
    public override VersionedConfig? Find(string name)
    {
        StoredConfig stored = source.Get(name);
        return ConfigEntry.Read(transaction, stored.Path) is { } entry
            ? stored.Make(entry, transaction.GetRevision(stored.Path).Number)
            : null;
    }

    /// <inheritdoc/>
    public override bool IsOther(string name) => source.Get(name).IsOther(transaction);

    /// <inheritdoc/>
    public override long LastVersion(string name) => source.Get(name).FindLastVersion(transaction);

    /// <inheritdoc/>
    public override VersionedConfig At(string name, long version) => source.At(name, version);

    /// <inheritdoc/>
    protected override ConfigOrigin MakeOrigin(ConfigChangeOptions options) => source.MakeOrigin(options);
}
