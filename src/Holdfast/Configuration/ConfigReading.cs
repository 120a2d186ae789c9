namespace Holdfast.Configuration;

/// <summary>What stood at a configuration's place at some moment.</summary>
/// <param name="Exists">Whether anything did.</param>
/// <param name="Stored">What; null when nothing did, which is not told apart from a null here.</param>
/// <param name="Stamp">The revision that last changed something in it.</param>
/// <param name="Entry">What it says; null when it is not a configuration.</param>
/// <param name="Config">The version that it is; null when none is registered.</param>
/// <remarks>Threads. Immutable.</remarks>
internal sealed record ConfigReading(
    bool Exists, Value Stored, long Stamp, ConfigEntry? Entry, VersionedConfig? Config)
{
    public static ConfigReading Nothing { get; } = new(false, default, 0, null, null);

    /// <summary>Whether the same still stands there, unchanged.</summary>
    public bool IsOf(Value stored, long stamp) =>
        Exists && Stamp == stamp && ReferenceEquals(Stored.Node, stored.Node);
}
