namespace Holdfast.Configuration;

/// <summary>What one run of a change sees of configurations at a path.</summary>
internal sealed class StateConfigAttempt(StateConfigSource source, Transaction transaction, ConfigChangeOptions options)
    : ConfigAttempt(options, source.Json)
{
    // What was read of the transaction before anything was written: each configuration once.
    private readonly Dictionary<string, ConfigReading> _readings = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Names =>
    [
        .. transaction.GetNames(source.Path).Where(name => Find(name) is not null).Order(StringComparer.Ordinal),
    ];

    /// <inheritdoc/>
    public override VersionedConfig? Find(string name) => Read(name).Config;

    /// <inheritdoc/>
    public override bool IsOther(string name) => Read(name) is { Exists: true, Entry: null };

    /// <inheritdoc/>
    public override long LastVersion(string name) => source.Get(name).FindLastVersion(Read(name));

    /// <inheritdoc/>
    public override VersionedConfig At(string name, long version) => source.At(name, version);

    /// <summary>By how much a step's number runs ahead and nobody has noted it; 0: by none.</summary>
    public long FindUnnoted(ConfigStep step) => source.Get(step.Name).FindUnnoted(transaction, Read(step.Name), step);

    /// <summary>Writes what the change does with one configuration.</summary>
    public void Write(ConfigStep step) => source.Get(step.Name).Write(transaction, Read(step.Name), step);

    /// <inheritdoc/>
    protected override ConfigOrigin MakeOrigin(ConfigChangeOptions options) => source.MakeOrigin(options);

    private ConfigReading Read(string name)
    {
        if (!_readings.TryGetValue(name, out ConfigReading? reading))
            _readings.Add(name, reading = source.Get(name).Read(transaction));
        return reading;
    }
}
