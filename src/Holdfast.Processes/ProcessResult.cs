namespace Holdfast.Processes;

/// <summary>How a process ended: with a value or a failure.</summary>
/// <param name="Process">The process.</param>
/// <param name="Value">What its function returned; JSON null when there is a failure.</param>
/// <param name="Failure">What waiting for it throws; null when it returned.</param>
public sealed record ProcessResult(ChildProcess Process, Value Value, Exception? Failure);
