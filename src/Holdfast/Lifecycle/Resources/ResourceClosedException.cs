using Holdfast.Errors;

namespace Holdfast.Lifecycle.Resources;

/// <summary>Reports the use of something that was closed.</summary>
public sealed class ResourceClosedException : ObjectDisposedException, IHoldfastError
{
    private readonly string _message;

    /// <summary>Makes the exception.</summary>
    /// <param name="name">What was closed.</param>
    /// <param name="message">The fact, and what to do.</param>
    public ResourceClosedException(string name, string message)
        : base(name) => _message = message;

    /// <inheritdoc/>
    public ErrorCode Code => ErrorCode.ResourceClosed;

    /// <inheritdoc cref="IHoldfastError.Message"/>
    public override string Message => _message;
}
