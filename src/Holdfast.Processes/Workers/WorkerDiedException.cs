using Holdfast.Errors;

namespace Holdfast.Processes.Workers;

/// <summary>A worker ended before it had answered; its calls may be given to another.</summary>
/// <param name="worker">The worker.</param>
/// <param name="wasAsked">Whether the call was sent to it, so that it may have died of it.</param>
internal sealed class WorkerDiedException(ChildProcess worker, bool wasAsked)
    : Exception($"{worker} ended in the middle of a call.")
{
    public ChildProcess Worker { get; } = worker;

    public bool WasAsked { get; } = wasAsked;

    /// <summary>Gives the error of a piece of a map on which a number of workers died.</summary>
    public HoldfastOperationException OfPiece(int deaths) => new(
        ErrorCode.ProcessFailed, $"{deaths} workers ended while they ran one piece of a map, at last {Worker}.", this);
}
