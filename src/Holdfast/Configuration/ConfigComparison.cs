using Holdfast.Documents.Patches;

namespace Holdfast.Configuration;

/// <summary>What two versions of a configuration have, and what differs.</summary>
/// <remarks>Threads. Immutable.</remarks>
public sealed class ConfigComparison
{
    internal ConfigComparison(VersionedConfig from, VersionedConfig to) => (From, To) = (from, to);

    /// <summary>The one version.</summary>
    public VersionedConfig From { get; }

    /// <summary>The other version.</summary>
    public VersionedConfig To { get; }

    /// <summary>
    /// What turns the values of the one into those of the other: a JSON Patch, empty when nothing differs.
    /// </summary>
    /// <remarks>Cost. Found when it is first asked for; grows with what differs.</remarks>
    public Patch Patch => field ??= Diff.Between(From.Values, To.Values);

    /// <summary>Whether the values of both have the same text.</summary>
    public bool AreSame => Patch.Operations.Count == 0;

    /// <summary>Gives the versions and the patch, for a person.</summary>
    public override string ToString() => $"{From.Version} -> {To.Version}: {Patch}";
}
