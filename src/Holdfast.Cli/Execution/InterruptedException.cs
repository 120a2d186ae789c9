namespace Holdfast.Cli.Execution;

/// <summary>Says that a signal ended a wait; the process ends quietly with the signal's status.</summary>
internal sealed class InterruptedException(ExitStatus status) : OperationCanceledException
{
    public ExitStatus Status { get; } = status;
}
