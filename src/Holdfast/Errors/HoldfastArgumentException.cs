namespace Holdfast.Errors;

/// <summary>
/// Reports an argument that no state could make right: a path, a name, an address, a value out of bounds.
/// </summary>
public sealed class HoldfastArgumentException : ArgumentException, IHoldfastError
{
    /// <summary>Makes the exception.</summary>
    public HoldfastArgumentException(ErrorCode code, string message, Exception? cause = null)
        : base(message, cause) => Code = code;

    /// <inheritdoc/>
    public ErrorCode Code { get; }
}
