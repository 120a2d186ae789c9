namespace Holdfast.Processes.Coordination;

/// <summary>What one caller asks of a gate.</summary>
/// <param name="Id">Its name in the record (<see cref="HolderId"/>).</param>
/// <param name="Units">How many units.</param>
/// <param name="About">What it says of itself; null: nothing.</param>
internal sealed record Ticket(string Id, int Units, Value? About);
