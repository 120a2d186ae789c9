namespace Holdfast.Cli.Execution;

/// <summary>Says that nobody reads the output any more; the process ends quietly.</summary>
internal sealed class ClosedPipeException() : IOException("The reader of the output has gone.");
