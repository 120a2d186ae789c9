namespace Holdfast.Errors;

/// <summary>Reports that others changed what an atomic function had read, each time that it was tried.</summary>
public sealed class ConflictException : InvalidOperationException, IHoldfastError
{
    /// <summary>Makes the exception.</summary>
    public ConflictException(string message, string path, int attempts)
        : base(message) => (Path, Attempts) = (path, attempts);

    /// <inheritdoc/>
    public ErrorCode Code => ErrorCode.Conflict;

    /// <summary>The path that was read and changed by others, as a JSON Pointer.</summary>
    public string Path { get; }

    /// <summary>How often the function ran.</summary>
    public int Attempts { get; }
}
