namespace Holdfast.Cli.Demo;

/// <summary>A worker that was killed.</summary>
/// <param name="Worker">Its name in the state.</param>
/// <param name="ProcessId">The operating system's number.</param>
/// <param name="File">What it had claimed.</param>
internal sealed record Casualty(string Worker, int ProcessId, string File);
