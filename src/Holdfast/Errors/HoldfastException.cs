namespace Holdfast.Errors;

/// <summary>Reports an operating fault: the store, the disk or the engine cannot do its work.</summary>
public sealed class HoldfastException : IOException, IHoldfastError
{
    /// <summary>Makes the exception.</summary>
    public HoldfastException(ErrorCode code, string message, Exception? cause = null)
        : base(message, cause) => Code = code;

    /// <inheritdoc/>
    public ErrorCode Code { get; }

    /// <summary>The file or folder that the fault is about; null when it is about none.</summary>
    public string? File { get; init; }

    /// <summary>The byte of <see cref="File"/> that the fault is about; null when it is about the whole.</summary>
    public long? Position { get; init; }

    /// <summary>The error number of the operating system; null when it is not its fault.</summary>
    public int? Errno { get; init; }
}
