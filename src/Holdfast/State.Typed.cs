using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;

namespace Holdfast;

/// <content>Changes with .NET objects for trimmed programs: the conversion is generated when the program is
/// built.</content>
// Their priority is lower because new() { … } for the options would fit a JsonTypeInfo as well, and be ambiguous.
public sealed partial class State
{
    /// <summary>Sets the value at a path to a .NET object.</summary>
    /// <inheritdoc cref="Set(StatePath, Value, CommitOptions?)"/>
    [OverloadResolutionPriority(-1)]
    public Revision Set<T>(StatePath path, T value, JsonTypeInfo<T> type, CommitOptions? options = null) =>
        Set(path, ToValue(path, value, type), options);

    /// <inheritdoc cref="Set{T}(StatePath, T, JsonTypeInfo{T}, CommitOptions?)"/>
    [OverloadResolutionPriority(-1)]
    public ValueTask<Revision> SetAsync<T>(
        StatePath path, T value, JsonTypeInfo<T> type, CommitOptions? options = null,
        CancellationToken token = default) =>
        SetAsync(path, ToValue(path, value, type), options, token);

    /// <summary>Replaces the value at a path by what a function makes of it, as an atomic function does.</summary>
    /// <param name="path">The path of the value.</param>
    /// <param name="change">Gets the value, or default when nothing is there; may run more than once.</param>
    /// <param name="type">How the object becomes JSON and back.</param>
    /// <param name="options">Author, reason and durability of the commit; null: the defaults.</param>
    /// <returns>The new value.</returns>
    [OverloadResolutionPriority(-1)]
    public Committed<T> Update<T>(
        StatePath path, Func<T?, T> change, JsonTypeInfo<T> type, CommitOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(change);
        return Atomic(
            transaction =>
            {
                T next = change(transaction.TryGet(path, type, out T? now) ? now : default);
                transaction.Set(path, next, type);
                return next;
            },
            options);
    }

    /// <inheritdoc cref="Update{T}(StatePath, Func{T, T}, JsonTypeInfo{T}, CommitOptions?)"/>
    [OverloadResolutionPriority(-1)]
    public Task<Committed<T>> UpdateAsync<T>(
        StatePath path,
        Func<T?, Task<T>> change,
        JsonTypeInfo<T> type,
        CommitOptions? options = null,
        CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        return AtomicAsync(
            async transaction =>
            {
                T? now = transaction.TryGet(path, type, out T? found) ? found : default;
                T next = await change(now).ConfigureAwait(false);
                transaction.Set(path, next, type);
                return next;
            },
            options,
            token);
    }
}
