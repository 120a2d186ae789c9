namespace Holdfast.Configuration;

/// <summary>What one change does with one configuration.</summary>
/// <param name="Name">Which.</param>
/// <param name="Old">The version before; null when it is registered by this change.</param>
/// <param name="New">The version after; null when it is unregistered.</param>
internal readonly record struct ConfigStep(string Name, VersionedConfig? Old, VersionedConfig? New);
