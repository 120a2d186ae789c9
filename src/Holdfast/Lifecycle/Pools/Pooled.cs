using Holdfast.Lifecycle.Resources;

namespace Holdfast.Lifecycle.Pools;

/// <summary>An object of a pool that is in use; disposing of this returns it.</summary>
/// <remarks>
/// Shape.   It is returned once, however often this or a copy of it is disposed of; after that it refuses to give the
///          object, which may be with another user by then.
/// Threads. Any; it may be handed on.
/// </remarks>
/// <typeparam name="T">What is pooled.</typeparam>
public readonly struct Pooled<T> : IDisposable, IAsyncDisposable, IEquatable<Pooled<T>>
    where T : notnull
{
    private readonly Pool<T>? _pool;
    private readonly PoolItem<T>? _item;
    private readonly long _ticket;

    internal Pooled(Pool<T> pool, PoolItem<T> item, long ticket) => (_pool, _item, _ticket) = (pool, item, ticket);

    /// <summary>The object.</summary>
    /// <exception cref="ResourceClosedException">ResourceClosed: it was returned.</exception>
    public T Value => _item is { } item && item.IsValid(_ticket) ? item.Value : throw Returned();

    /// <summary>Returns the object to its pool.</summary>
    public void Dispose() => _pool?.Return(_item!, _ticket);

    /// <inheritdoc cref="Dispose"/>
    public ValueTask DisposeAsync() => _pool?.ReturnAsync(_item!, _ticket) ?? default;

    /// <summary>Takes the object out of the pool for good, because it is broken, and disposes of it.</summary>
    public void Discard() => Pool<T>.Wait(DiscardAsync());

    /// <inheritdoc cref="Discard"/>
    public ValueTask DiscardAsync() => _pool?.DiscardAsync(_item!, _ticket) ?? default;

    /// <inheritdoc/>
    public bool Equals(Pooled<T> other) => _item == other._item && _ticket == other._ticket;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Pooled<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_item, _ticket);

    /// <summary>Tells whether two are the same use of the same object.</summary>
    public static bool operator ==(Pooled<T> left, Pooled<T> right) => left.Equals(right);

    /// <summary>Tells whether two are different uses.</summary>
    public static bool operator !=(Pooled<T> left, Pooled<T> right) => !left.Equals(right);

    private static ResourceClosedException Returned() => new(
        "pooled object", "The object was returned to its pool; take another one.");
}
