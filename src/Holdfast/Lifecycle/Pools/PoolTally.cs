namespace Holdfast.Lifecycle.Pools;

/// <summary>What a pool counts as it goes. Guarded by the lock of the pool's limit.</summary>
internal struct PoolTally
{
    public long Created;
    public long Reused;
    public long Surplus;
    public long Expired;
    public long Unhealthy;
    public long Discarded;
    public long Waited;
    public long TimedOut;

    public readonly PoolCounters With(int inUse, int idle) => new(
        inUse, idle, Created, Reused, Surplus, Expired, Unhealthy, Discarded, Waited, TimedOut);
}
