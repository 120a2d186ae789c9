using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization.Metadata;
using Holdfast.Documents;
using Holdfast.Errors;
using Holdfast.Replicas;

namespace Holdfast;

/// <summary>Reads values by path: from a live state, a snapshot of one revision, or a transaction.</summary>
/// <remarks>
/// Shape. A path is a JSON Pointer; the empty text is the whole. A value that is there may be null; what is not there
///        is told apart from it: by false, or by <see cref="PathNotFoundException"/> (a
///        <see cref="KeyNotFoundException"/>).
/// Cost.  Memory only. Reading a number, a boolean or a part allocates nothing.
/// </remarks>
public abstract class StateView
{
    private protected StateView()
    {
    }

    /// <summary>Gets the value at a path, if there is one.</summary>
    public abstract bool TryGet(StatePath path, out Value value);

    /// <summary>Gets the value at a path.</summary>
    /// <exception cref="PathNotFoundException">PathNotFound: nothing is there.</exception>
    public Value Get(StatePath path) =>
        TryGet(path, out Value value) ? value : throw Failures.Of(ErrorCode.PathNotFound, path.ToString());

    /// <summary>Gets the value at a path as a .NET object of the caller's own.</summary>
    /// <exception cref="PathNotFoundException">PathNotFound: nothing is there.</exception>
    /// <exception cref="HoldfastOperationException">WrongKind: it cannot be such an object.</exception>
    [RequiresUnreferencedCode(Value.Reflection)]
    [RequiresDynamicCode(Value.Reflection)]
    public T Get<T>(StatePath path) => As<T>(path, Get(path));

    /// <inheritdoc cref="Get{T}(StatePath)"/>
    public T Get<T>(StatePath path, JsonTypeInfo<T> type) => As(path, Get(path), type);

    /// <summary>Gets the value at a path as a .NET object, if there is a value.</summary>
    /// <exception cref="HoldfastOperationException">WrongKind: it cannot be such an object.</exception>
    [RequiresUnreferencedCode(Value.Reflection)]
    [RequiresDynamicCode(Value.Reflection)]
    public bool TryGet<T>(StatePath path, [MaybeNullWhen(false)] out T value)
    {
        bool exists = TryGet(path, out Value found);
        value = exists ? As<T>(path, found) : default;
        return exists;
    }

    /// <summary>Gets the value at a path as a .NET object, or a default when nothing is there.</summary>
    /// <exception cref="HoldfastOperationException">WrongKind: it cannot be such an object.</exception>
    [RequiresUnreferencedCode(Value.Reflection)]
    [RequiresDynamicCode(Value.Reflection)]
    public T GetOrDefault<T>(StatePath path, T fallback) =>
        TryGet(path, out Value found) ? As<T>(path, found) : fallback;

    /// <inheritdoc cref="GetOrDefault{T}(StatePath, T)"/>
    [RequiresUnreferencedCode(Value.Reflection)]
    [RequiresDynamicCode(Value.Reflection)]
    public T? GetOrDefault<T>(StatePath path) => TryGet(path, out Value found) ? As<T>(path, found) : default;

    /// <inheritdoc cref="TryGet{T}(StatePath, out T)"/>
    public bool TryGet<T>(StatePath path, JsonTypeInfo<T> type, [MaybeNullWhen(false)] out T value)
    {
        bool exists = TryGet(path, out Value found);
        value = exists ? As(path, found, type) : default;
        return exists;
    }

    /// <inheritdoc cref="GetOrDefault{T}(StatePath, T)"/>
    public T GetOrDefault<T>(StatePath path, T fallback, JsonTypeInfo<T> type) =>
        TryGet(path, out Value found) ? As(path, found, type) : fallback;

    /// <summary>Tells whether there is a value at a path; null counts as one.</summary>
    public bool Exists(StatePath path) => TryGet(path, out _);

    private protected abstract System.Text.Json.JsonSerializerOptions? Json { get; }

    /// <summary>Converts what is to be at a path, and says where when it cannot.</summary>
    [RequiresUnreferencedCode(Value.Reflection)]
    [RequiresDynamicCode(Value.Reflection)]
    private protected Value ToValue<T>(StatePath path, T value)
    {
        try
        {
            return Value.From(value, Json);
        }
        catch (HoldfastArgumentException wrong)
        {
            throw Failures.At(path, wrong);
        }
    }

    /// <inheritdoc cref="ToValue{T}(StatePath, T)"/>
    private protected static Value ToValue<T>(StatePath path, T value, JsonTypeInfo<T> type)
    {
        try
        {
            return Value.From(value, type);
        }
        catch (HoldfastArgumentException wrong)
        {
            throw Failures.At(path, wrong);
        }
    }

    /// <summary>Converts what was found; numbers and the like without a detour.</summary>
    [RequiresUnreferencedCode(Value.Reflection)]
    [RequiresDynamicCode(Value.Reflection)]
    private T As<T>(StatePath path, Value found) =>
        ValueConversion.TryToPlainAtOnce(found, out T plain) ? plain : AsAny<T>(path, found);

    // A method with a catch is not inlined, so the plain types are taken before.
    [RequiresUnreferencedCode(Value.Reflection)]
    [RequiresDynamicCode(Value.Reflection)]
    private T AsAny<T>(StatePath path, Value found)
    {
        try
        {
            return found.As<T>(Json);
        }
        catch (HoldfastOperationException wrong)
        {
            throw Failures.At(path, wrong);
        }
    }

    private static T As<T>(StatePath path, Value found, JsonTypeInfo<T> type)
    {
        try
        {
            return found.As(type);
        }
        catch (HoldfastOperationException wrong)
        {
            throw Failures.At(path, wrong);
        }
    }
}
