namespace Holdfast.Processes.Supervision;

/// <summary>An end of a supervised child, as the store keeps it.</summary>
/// <param name="Child">The name of the child.</param>
/// <param name="Process">The id of its process; null: it is a supervisor.</param>
/// <param name="ExitCode">Its exit code, −N for an end by signal N; null: it is a supervisor.</param>
/// <param name="Error">What it failed with, as type and message; null: nothing that is known.</param>
/// <param name="Time">When it was noticed.</param>
/// <param name="Action">What was done about it.</param>
public sealed record ChildExit(
    string Child, string? Process, int? ExitCode, string? Error, DateTimeOffset Time, ExitAction Action);
