namespace Holdfast.Configuration;

/// <summary>Looks at a configuration as a change would leave it, before it is committed.</summary>
/// <param name="candidate">The whole configuration as it would be.</param>
/// <returns>What is wrong, in words; nothing when it is right. What it throws counts as a problem too.</returns>
/// <remarks>May run more than once for one change, and does nothing but look.</remarks>
public delegate IEnumerable<string> ConfigValidator(VersionedConfig candidate);
