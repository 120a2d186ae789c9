namespace Holdfast.Processes.Workers;

/// <summary>A worker ended before it had answered; its calls may be given to another.</summary>
internal sealed class WorkerDiedException(ChildProcess worker) : Exception($"{worker} ended in the middle of a call.")
{
    public ChildProcess Worker { get; } = worker;
}
