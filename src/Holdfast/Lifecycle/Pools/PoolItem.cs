namespace Holdfast.Lifecycle.Pools;

/// <summary>An object of a pool with what the pool knows of it. Guarded by the lock of the pool's limit.</summary>
internal sealed class PoolItem<T>(T value)
{
    private long _ticket;

    /// <summary>The object.</summary>
    public T Value { get; } = value;

    /// <summary>When it was returned, as a timestamp of the pool's clock; only where idle objects expire.</summary>
    public long IdleSince { get; set; }

    /// <summary>Gives it to a user, who can show with the ticket that it is his.</summary>
    public long Issue() => ++_ticket;

    /// <summary>Whether the ticket was not used up yet.</summary>
    public bool IsValid(long ticket) => Volatile.Read(ref _ticket) == ticket;

    /// <summary>Uses the ticket up; false when it was used up before.</summary>
    public bool TryRevoke(long ticket)
    {
        if (_ticket != ticket) return false;
        _ticket++;
        return true;
    }
}
