namespace Holdfast.Lifecycle.Pools;

/// <summary>What a pool has, and what it has counted.</summary>
/// <param name="InUse">How many of its objects are in use.</param>
/// <param name="Idle">How many lie ready.</param>
/// <param name="Created">How many were made.</param>
/// <param name="Reused">How many takes were served by an object that was used before.</param>
/// <param name="Surplus">How many were disposed of because enough lay ready.</param>
/// <param name="Expired">How many were disposed of because they lay unused for too long.</param>
/// <param name="Unhealthy">How many were disposed of because their check, or their reset, said no.</param>
/// <param name="Discarded">How many were disposed of because their user said so.</param>
/// <param name="Waited">How many takes had to wait, in vain or not.</param>
/// <param name="TimedOut">How many of those waited in vain.</param>
public readonly record struct PoolCounters(
    int InUse,
    int Idle,
    long Created,
    long Reused,
    long Surplus,
    long Expired,
    long Unhealthy,
    long Discarded,
    long Waited,
    long TimedOut);
