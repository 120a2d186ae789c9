using Holdfast.Errors;

namespace Holdfast.Processes;

/// <summary>Reports that the function of a map failed for an item.</summary>
/// <remarks>
/// Shape. The inner exception is that of the function, of the same type where it is known here, with the stack of the
///        worker.
/// </remarks>
public sealed class MapItemException : Exception, IHoldfastError
{
    internal MapItemException(long index, Exception cause)
        : base($"The function of the map failed for item {index}: {cause.Message}", cause) => Index = index;

    /// <inheritdoc/>
    public ErrorCode Code => ErrorCode.ItemFailed;

    /// <summary>Which item it is, from 0.</summary>
    public long Index { get; }
}
