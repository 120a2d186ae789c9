namespace Holdfast.Processes.Coordination;

/// <summary>An item of a work queue that was tried too often.</summary>
/// <param name="Id">The item's name in the queue.</param>
/// <param name="Value">The value that was enqueued.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Error">Why the last attempt failed.</param>
/// <param name="Time">When it was given up.</param>
public sealed record DeadLetter(string Id, Value Value, int Attempts, string Error, DateTimeOffset Time);
