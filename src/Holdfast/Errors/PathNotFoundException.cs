namespace Holdfast.Errors;

/// <summary>Reports that nothing is at a path.</summary>
public sealed class PathNotFoundException : KeyNotFoundException, IHoldfastError
{
    /// <summary>Makes the exception.</summary>
    public PathNotFoundException(ErrorCode code, string message, Exception? cause = null)
        : base(message, cause) => Code = code;

    /// <inheritdoc/>
    public ErrorCode Code { get; }
}
