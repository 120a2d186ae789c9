using Holdfast.Errors;

namespace Holdfast.Processes.Coordination;

/// <summary>Reports that others held what was asked for until the time for waiting was over.</summary>
public sealed class HoldTimeoutException : TimeoutException, IHoldfastError
{
    /// <summary>Makes the exception.</summary>
    public HoldTimeoutException(string message, IReadOnlyList<Holder> holders)
        : base(message) => Holders = holders;

    /// <inheritdoc/>
    public ErrorCode Code => ErrorCode.HoldTimedOut;

    /// <summary>Who held it at the end of the time, longest first.</summary>
    public IReadOnlyList<Holder> Holders { get; }
}
