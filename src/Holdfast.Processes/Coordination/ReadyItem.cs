namespace Holdfast.Processes.Coordination;

/// <summary>An item of a work queue that was ready when somebody looked.</summary>
/// <param name="Name">Its name in UTF-8.</param>
/// <param name="Value">What it says.</param>
internal readonly record struct ReadyItem(byte[] Name, Value Value);
