using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization.Metadata;
using Holdfast.Documents.Json;
using Holdfast.Errors;

namespace Holdfast.Immutable;

/// <content>Changes of a part of the value.</content>
public sealed partial class StateCell<T>
{
    /// <summary>Merges a part into the value in one atomic step, and leaves all that the part does not name.</summary>
    /// <param name="patch">
    /// A JSON merge patch (RFC 7396): objects are merged into each other, and null removes a member.
    /// </param>
    /// <param name="options">Who and why, for a cell at a path.</param>
    /// <returns>The new value.</returns>
    /// <exception cref="HoldfastArgumentException">UnknownField: the value's type has no such member.</exception>
    /// <exception cref="HoldfastOperationException">WrongKind: what comes out is no T.</exception>
    [RequiresUnreferencedCode(Value.Reflection)]
    [RequiresDynamicCode(Value.Reflection)]
    public T Merge(Value patch, CommitOptions? options = null) => Merge(patch, ReflectedType.Of<T>(null), options);

    /// <inheritdoc cref="Merge(Value, CommitOptions?)"/>
    public T Merge(Value patch, JsonTypeInfo<T> type, CommitOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(type);
        return Update(current => CellMerge.Apply(current, patch, type), options);
    }

    /// <inheritdoc cref="Merge(Value, CommitOptions?)"/>
    [RequiresUnreferencedCode(Value.Reflection)]
    [RequiresDynamicCode(Value.Reflection)]
    public Task<T> MergeAsync(Value patch, CommitOptions? options = null, CancellationToken token = default) =>
        MergeAsync(patch, ReflectedType.Of<T>(null), options, token);

    /// <inheritdoc cref="Merge(Value, CommitOptions?)"/>
    public Task<T> MergeAsync(
        Value patch, JsonTypeInfo<T> type, CommitOptions? options = null, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(type);
        return UpdateAsync(current => CellMerge.Apply(current, patch, type), options, token);
    }

    /// <summary>Sets the fields that a bag names in one atomic step, and leaves all others.</summary>
    /// <param name="partial">Each of its fields replaces the one of its name; null sets null.</param>
    /// <param name="options">Who and why, for a cell at a path.</param>
    /// <inheritdoc cref="Merge(Value, CommitOptions?)"/>
    [RequiresUnreferencedCode(Value.Reflection)]
    [RequiresDynamicCode(Value.Reflection)]
    public T Merge(ImmutableState partial, CommitOptions? options = null) =>
        Merge(partial, ReflectedType.Of<T>(null), options);

    /// <inheritdoc cref="Merge(ImmutableState, CommitOptions?)"/>
    public T Merge(ImmutableState partial, JsonTypeInfo<T> type, CommitOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(partial);
        ArgumentNullException.ThrowIfNull(type);
        return Update(current => CellMerge.Apply(current, partial, type), options);
    }

    /// <inheritdoc cref="Merge(ImmutableState, CommitOptions?)"/>
    [RequiresUnreferencedCode(Value.Reflection)]
    [RequiresDynamicCode(Value.Reflection)]
    public Task<T> MergeAsync(
        ImmutableState partial, CommitOptions? options = null, CancellationToken token = default) =>
        MergeAsync(partial, ReflectedType.Of<T>(null), options, token);

    /// <inheritdoc cref="Merge(ImmutableState, CommitOptions?)"/>
    public Task<T> MergeAsync(
        ImmutableState partial,
        JsonTypeInfo<T> type,
        CommitOptions? options = null,
        CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(partial);
        ArgumentNullException.ThrowIfNull(type);
        return UpdateAsync(current => CellMerge.Apply(current, partial, type), options, token);
    }
}
