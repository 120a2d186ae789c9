namespace Inventory;

/// <summary>What the inventory says of a file.</summary>
internal sealed record Entry(long Bytes, string Sha256, string Worker);
