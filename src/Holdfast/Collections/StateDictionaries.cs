using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization.Metadata;
using Holdfast.Documents.Json;

namespace Holdfast.Collections;

/// <summary>Dictionaries at a path of a state.</summary>
/// <remarks>
/// Shape. What is stored is an object whose members are the keys. Nothing is stored before the first change.
/// </remarks>
public static class StateDictionaries
{
    /// <summary>Gives the dictionary at a path.</summary>
    /// <param name="state">The state that keeps it.</param>
    /// <param name="path">Its path, even when nothing is stored yet.</param>
    /// <param name="options">The options; <c>Json</c> and <c>LockTimeout</c> are those of the store.</param>
    /// <exception cref="Errors.HoldfastArgumentException">KeyRefused: the type of the keys is not a scalar.</exception>
    [RequiresUnreferencedCode(Value.Reflection)]
    [RequiresDynamicCode(Value.Reflection)]
    public static PersistentDictionary<TKey, TValue> GetDictionary<TKey, TValue>(
        this State state, StatePath path, PersistentDictionaryOptions? options = null)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.GetDictionary<TKey, TValue>(path, ReflectedType.Of<TValue>(state.Store.Options.Json), options);
    }

    /// <inheritdoc cref="GetDictionary{TKey, TValue}(State, StatePath, PersistentDictionaryOptions?)"/>
    public static PersistentDictionary<TKey, TValue> GetDictionary<TKey, TValue>(
        this State state, StatePath path, JsonTypeInfo<TValue> type, PersistentDictionaryOptions? options = null)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(state);
        return new PersistentDictionary<TKey, TValue>(
            new PathDictionary(state, path, options?.Commit), type, options);
    }
}
