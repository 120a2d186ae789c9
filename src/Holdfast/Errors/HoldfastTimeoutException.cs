namespace Holdfast.Errors;

/// <summary>Reports that the time for waiting is over; nothing was changed.</summary>
public sealed class HoldfastTimeoutException : TimeoutException, IHoldfastError
{
    /// <summary>Makes the exception.</summary>
    public HoldfastTimeoutException(ErrorCode code, string message, Exception? cause = null)
        : base(message, cause) => Code = code;

    /// <inheritdoc/>
    public ErrorCode Code { get; }
}
