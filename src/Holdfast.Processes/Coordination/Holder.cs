namespace Holdfast.Processes.Coordination;

/// <summary>Who holds a lock, a lease, units of a semaphore, or the lead of an election.</summary>
/// <param name="Process">The process; <see cref="Store.IsAlive"/> says whether it lives.</param>
/// <param name="Since">Since when.</param>
/// <param name="FencingToken">The fencing token: the revision of the commit that took it.</param>
public sealed record Holder(StoreProcess Process, DateTimeOffset Since, Revision FencingToken)
{
    /// <summary>How many units of a semaphore; else 1.</summary>
    public int Units { get; init; } = 1;

    /// <summary>Until when, unless it is renewed; null: for as long as the process lives.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>What it said of itself when it asked, such as the address of a leader; null: nothing.</summary>
    public Value? About { get; init; }
}
