namespace Holdfast.Errors;

/// <summary>Reports a request that this state, or this moment, says no to; nothing was changed.</summary>
public sealed class HoldfastOperationException : InvalidOperationException, IHoldfastError
{
    /// <summary>Makes the exception.</summary>
    public HoldfastOperationException(ErrorCode code, string message, Exception? cause = null)
        : base(message, cause) => Code = code;

    /// <inheritdoc/>
    public ErrorCode Code { get; }
}
