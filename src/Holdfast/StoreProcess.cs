namespace Holdfast;

/// <summary>A process that has a store open.</summary>
/// <param name="ProcessId">Its number, as its own PID namespace has it.</param>
/// <param name="Opened">When it opened the store.</param>
public sealed record StoreProcess(int ProcessId, DateTimeOffset Opened);
