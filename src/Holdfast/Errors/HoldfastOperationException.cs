namespace Holdfast.Errors;

/// <summary>Reports a request that this state, or this moment, says no to; nothing was changed.</summary>
public sealed class HoldfastOperationException : InvalidOperationException, IHoldfastError
{
    /// <summary>Makes the exception.</summary>
    public HoldfastOperationException(ErrorCode code, string message, Exception? cause = null)
        : base(message, cause) => Code = code;

    /// <inheritdoc/>
    public ErrorCode Code { get; }

    /// <summary>The index of the patch operation that could not be applied, from 0; null outside a patch.</summary>
    public int? Operation { get; init; }

    /// <summary>The path that it is about, as a JSON Pointer; null when it is about none.</summary>
    public string? Path { get; init; }
}
