namespace Holdfast.Logs.File.Maintenance;

/// <summary>A process that has the store open.</summary>
/// <param name="Process">Its number, as its own PID namespace has it.</param>
/// <param name="Opened">When it opened the store.</param>
internal sealed record ProcessStatus(int Process, DateTimeOffset Opened);
