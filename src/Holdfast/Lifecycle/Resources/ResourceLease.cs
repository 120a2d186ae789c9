namespace Holdfast.Lifecycle.Resources;

/// <summary>One open of a shared resource, which its user alone closes.</summary>
/// <remarks>
/// Shape.   Closed once, however often it is disposed of; after that it refuses to give the value. It may be handed to
///          another thread, which then closes it.
/// Threads. Any.
/// </remarks>
/// <typeparam name="T">What the start-up of the resource gives.</typeparam>
public sealed class ResourceLease<T> : IDisposable, IAsyncDisposable, IClosable
{
    private readonly SharedResource<T> _resource;
    private readonly long _cycle;
    private readonly CodePlace _place;
    private int _isClosed;

    internal ResourceLease(SharedResource<T> resource, long cycle, CodePlace place) =>
        (_resource, _cycle, _place) = (resource, cycle, place);

    /// <inheritdoc/>
    public bool IsClosed => Volatile.Read(ref _isClosed) != 0;

    /// <summary>What the start-up gave.</summary>
    /// <exception cref="ResourceClosedException">ResourceClosed: this lease was closed, or the resource.</exception>
    /// <exception cref="Errors.HoldfastOperationException">
    /// ResourceNotOpened: the start-up itself asks, which has not given it yet.
    /// </exception>
    public T Value
    {
        get
        {
            ClosableExtensions.ThrowIfClosed(this, nameof(Value));
            return _resource.Value;
        }
    }

    /// <summary>Closes the resource once; the final close runs its shut-down.</summary>
    public void Dispose()
    {
        ValueTask closing = DisposeAsync();
        if (closing.IsCompleted) closing.GetAwaiter().GetResult();
        else closing.AsTask().GetAwaiter().GetResult();
    }

    /// <inheritdoc cref="Dispose"/>
    public ValueTask DisposeAsync() =>
        Interlocked.Exchange(ref _isClosed, 1) == 0 ? _resource.CloseLeaseAsync(_cycle, _place) : default;

    /// <summary>Says of what it is a lease.</summary>
    public override string ToString() => $"lease of {_resource}";
}
