namespace Holdfast.Configuration;

/// <summary>Tells that a configuration went from one version to the next.</summary>
/// <remarks>Threads. Immutable.</remarks>
public sealed class ConfigChangedEventArgs : EventArgs
{
    internal ConfigChangedEventArgs(
        VersionedConfig old, VersionedConfig now, IReadOnlyList<VersionedConfig> together) =>
        (Old, New, Together) = (old, now, together);

    /// <summary>The version before the change.</summary>
    public VersionedConfig Old { get; }

    /// <summary>The version after the change.</summary>
    public VersionedConfig New { get; }

    /// <summary>All configurations that the same commit changed, as they are after it.</summary>
    public IReadOnlyList<VersionedConfig> Together { get; }
}
