namespace Holdfast.Processes.Coordination;

/// <summary>That a process works on an item of a work queue.</summary>
/// <param name="Id">The item's name in the queue.</param>
/// <param name="Value">What the item says.</param>
/// <param name="Process">Whose claim it is; <see cref="Store.IsAlive"/> says whether it lives.</param>
/// <param name="Attempt">Which attempt this is, from 1.</param>
/// <param name="Revision">The revision that claimed it; where claims have a time, the one that renewed it last.</param>
public sealed record WorkClaim(string Id, Value Value, StoreProcess Process, int Attempt, Revision Revision)
{
    /// <summary>Until when, unless it is renewed; null: for as long as the process lives.</summary>
    public DateTimeOffset? Until { get; init; }
}
