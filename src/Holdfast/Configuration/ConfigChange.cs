using Holdfast.Commits;
using Holdfast.Documents;
using Holdfast.Documents.Patches;

namespace Holdfast.Configuration;

/// <summary>An entry of a configuration's history: a version, and what it changed.</summary>
/// <remarks>Threads. Immutable.</remarks>
public sealed class ConfigChange
{
    private readonly Value _before;

    internal ConfigChange(VersionedConfig config, Value before) => (Config, _before) = (config, before);

    /// <summary>The version's number.</summary>
    public long Version => Config.Version;

    /// <summary>The whole configuration at that version, with who, why and when.</summary>
    public VersionedConfig Config { get; }

    /// <summary>What the version changed, key by key; of the first version, all that it has.</summary>
    /// <remarks>Cost. Found when it is first asked for; grows with what differs.</remarks>
    public IReadOnlyList<Change> Changes =>
        field ??= [.. Diff.Differences(_before, Config.Values).Select(ToChange)];

    /// <summary>Gives version, author, reason and what changed, for a person.</summary>
    public override string ToString() =>
        $"version {Version} by {Config.Author} ({Config.Reason ?? "no reason"}): {string.Join(", ", Changes)}";

    private static Change ToChange(Difference difference)
    {
        ChangeKind kind = difference.Kind switch
        {
            EditKind.Remove => ChangeKind.Remove,
            EditKind.Insert => ChangeKind.Insert,
            _ => ChangeKind.Set,
        };
        return new Change(
            kind,
            difference.Path,
            difference.Before is not null,
            difference.Before.GetValueOrDefault(),
            difference.After.GetValueOrDefault());
    }
}
