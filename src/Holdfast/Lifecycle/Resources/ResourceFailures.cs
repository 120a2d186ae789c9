using Holdfast.Errors;

namespace Holdfast.Lifecycle.Resources;

/// <summary>Words the failures of shared resources in one place.</summary>
internal static class ResourceFailures
{
    public static HoldfastOperationException NotOpened(string name) => new(
        ErrorCode.ResourceNotOpened, $"{name} is not yet opened; open it first.");

    public static ResourceClosedException Closed(string name, CodePlace finalClose) => new(
        name, $"{name} is already closed: its final close was made at {finalClose}; open it again.");

    public static ResourceClosedException ClosedFor(string member, string name) => new(
        name, $"{member}: {name} is already closed; open it again, or take a new lease.");

    public static HoldfastOperationException NotFinal(string name, int rest) => new(
        ErrorCode.NotFinalClose,
        $"This close of {name} was to be the final one, and {rest} are still to come; find out who has it open.");

    public static HoldfastOperationException Underflow(
        string name, CodePlace at, CodePlace open, CodePlace final) => new(
            ErrorCode.CloseUnderflow,
            $"{name} was closed at {at} more often than it was opened: opened at {open}, the final close was made at "
                + $"{final}; remove one of the closes.");

    public static HoldfastOperationException OpenedByShutDown(string name) => new(
        ErrorCode.OpenedByShutDown,
        $"The shut-down of {name} opens it, which could never succeed; open it when the shut-down has ended.");

    public static HoldfastOperationException FinishedTwice(string name) => new(
        ErrorCode.FinishRefused, $"{name} was finished more than once; finish it once after each final close.");

    public static HoldfastOperationException FinishedEarly(string name) => new(
        ErrorCode.FinishRefused, $"{name} is not closed, so it cannot be finished; close it first.");
}
