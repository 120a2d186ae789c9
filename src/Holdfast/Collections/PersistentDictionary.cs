using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization.Metadata;
using Holdfast.Documents.Json;
using Holdfast.Documents.Objects;
using Holdfast.Errors;

namespace Holdfast.Collections;

/// <summary>A dictionary that survives its program: in a JSON file of its own, or at a path of a state.</summary>
/// <remarks>
/// Shape.      Keys are strings, numbers, booleans, characters, Guids, dates, times or enums; values are anything that
///             becomes JSON. Keys come in the order in which they were added. What is got is the caller's own: changing
///             it changes nothing here.
/// Durability. In a file: on disk when a change returns. At a path: as the store promises.
/// Threads.    Any, of any number of processes: each call is one step, which happens whole or not at all.
/// Cost.       In a file, reading looks whether the file is still the same (one system call) and changing writes all of
///             it; for frequent changes use a path, where a change costs one commit.
/// Source.     PersistentDict of asab, with the interface of a .NET dictionary.
/// </remarks>
public sealed partial class PersistentDictionary<TKey, TValue>
    : IDictionary<TKey, TValue>, IReadOnlyDictionary<TKey, TValue>, IDisposable
    where TKey : notnull
{
    private readonly DictionaryStore _store;
    private readonly JsonTypeInfo<TValue> _type;

    /// <summary>Opens the dictionary in a file.</summary>
    /// <param name="path">
    /// The file; a bare name is one in the current folder. Folders that are missing are made, the file by the first
    /// change.
    /// </param>
    /// <param name="options">The options; null: the defaults.</param>
    /// <exception cref="HoldfastArgumentException">KeyRefused: the type of the keys is not a scalar.</exception>
    [RequiresUnreferencedCode(Value.Reflection)]
    [RequiresDynamicCode(Value.Reflection)]
    public PersistentDictionary(string path, PersistentDictionaryOptions? options = null)
        : this(path, ReflectedType.Of<TValue>(options?.Json), options)
    {
    }

    /// <inheritdoc cref="PersistentDictionary(string, PersistentDictionaryOptions?)"/>
    public PersistentDictionary(
        string path, JsonTypeInfo<TValue> type, PersistentDictionaryOptions? options = null)
        : this(OpenFile(path, options), type, options)
    {
    }

    internal PersistentDictionary(
        DictionaryStore kept, JsonTypeInfo<TValue> type, PersistentDictionaryOptions? options)
    {
        KeyText<TKey>.CheckType();
        ArgumentNullException.ThrowIfNull(type);
        _type = type;
        _store = options?.Mode == DictionaryMode.Explicit ? new BufferedDictionary(kept) : kept;
    }

    /// <inheritdoc/>
    public int Count => _store.Read().Count;

    /// <inheritdoc/>
    public ICollection<TKey> Keys => [.. _store.Read().Members.Select(member => KeyText<TKey>.FromName(member.Key))];

    /// <inheritdoc/>
    public ICollection<TValue> Values => [.. _store.Read().Members.Select(member => member.Value.As(_type))];

    IEnumerable<TKey> IReadOnlyDictionary<TKey, TValue>.Keys => Keys;

    IEnumerable<TValue> IReadOnlyDictionary<TKey, TValue>.Values => Values;

    bool ICollection<KeyValuePair<TKey, TValue>>.IsReadOnly => false;

    /// <inheritdoc/>
    /// <exception cref="PathNotFoundException">PathNotFound (a <see cref="KeyNotFoundException"/>).</exception>
    public TValue this[TKey key]
    {
        get => TryGetValue(key, out TValue? value) ? value : throw Missing(key);
        set
        {
            (string name, Value json) = ToMember(key, value);
            _store.Change(edit =>
            {
                edit.Set(name, json);
                return true;
            });
        }
    }

    /// <inheritdoc/>
    public bool ContainsKey(TKey key) => TryRead(_store.Read(), key, out _);

    /// <inheritdoc cref="IDictionary{TKey, TValue}.TryGetValue"/>
    public bool TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        bool exists = TryRead(_store.Read(), key, out Value found);
        value = exists ? found.As(_type) : default;
        return exists;
    }

    /// <summary>Gets a value, or a default where there is no such key.</summary>
    public TValue GetValueOrDefault(TKey key, TValue fallback) =>
        TryGetValue(key, out TValue? value) ? value : fallback;

    /// <inheritdoc/>
    /// <exception cref="HoldfastArgumentException">KeyPresent: the key is there.</exception>
    public void Add(TKey key, TValue value)
    {
        if (!TryAdd(key, value))
        {
            throw new HoldfastArgumentException(
                ErrorCode.KeyPresent, $"The key '{key}' is there already; set it with the indexer.");
        }
    }

    /// <summary>Adds a key with a value, unless the key is there.</summary>
    /// <returns>Whether it was added.</returns>
    public bool TryAdd(TKey key, TValue value)
    {
        (string name, Value json) = ToMember(key, value);
        return _store.Change(edit =>
        {
            if (edit.TryGet(name, out _)) return false;
            edit.Set(name, json);
            return true;
        });
    }

    /// <summary>Removes a key with its value.</summary>
    /// <returns>False when there is no such key; then nothing is written.</returns>
    public bool Remove(TKey key)
    {
        string name = KeyText<TKey>.ToName(key);
        return _store.Change(edit => edit.Remove(name));
    }

    /// <summary>Removes all keys.</summary>
    public void Clear() => _store.Change(edit =>
    {
        edit.Clear();
        return true;
    });

    /// <summary>Gives the keys with their values as they were at one moment.</summary>
    public IEnumerator<KeyValuePair<TKey, TValue>> GetEnumerator() =>
        _store.Read().Members.Select(ToPair).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    void ICollection<KeyValuePair<TKey, TValue>>.Add(KeyValuePair<TKey, TValue> item) => Add(item.Key, item.Value);

    bool ICollection<KeyValuePair<TKey, TValue>>.Contains(KeyValuePair<TKey, TValue> item) =>
        TryRead(_store.Read(), item.Key, out Value value) && value == Value.From(item.Value, _type);

    /// <inheritdoc/>
    public void CopyTo(KeyValuePair<TKey, TValue>[] array, int arrayIndex) =>
        _store.Read().Members.Select(ToPair).ToList().CopyTo(array, arrayIndex);

    bool ICollection<KeyValuePair<TKey, TValue>>.Remove(KeyValuePair<TKey, TValue> item)
    {
        (string name, Value json) = ToMember(item.Key, item.Value);
        return _store.Change(edit => edit.TryGet(name, out Value now) && now == json && edit.Remove(name));
    }

    /// <summary>Tells whether there are the same keys with equal values, in any order.</summary>
    public bool ContentEquals(IEnumerable<KeyValuePair<TKey, TValue>> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return _store.Read() == ToMembers(other);
    }

    /// <summary>Gives the JSON text of the whole, which is that of a plain dictionary of the same content.</summary>
    public override string ToString() => _store.Read().ToString();

    /// <summary>Lets go of the file and ends the notice of changes; what is unsaved is lost.</summary>
    public void Dispose()
    {
        EndNotice();
        _store.Dispose();
    }

    private static FileDictionary OpenFile(string path, PersistentDictionaryOptions? options)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        KeyText<TKey>.CheckType();
        return new FileDictionary(path, (options ?? new PersistentDictionaryOptions()).LockTimeout);
    }

    private static bool TryRead(Value members, TKey key, out Value value) =>
        MemberEdit.TryGet((ObjectNode)members.Node!, KeyText<TKey>.ToName(key), out value);

    private static PathNotFoundException Missing(TKey key) => new(
        ErrorCode.PathNotFound, $"There is no key '{key}'; set it first, or ask with TryGetValue.");

    /// <summary>Makes the JSON before anything is touched: a value that cannot be JSON changes nothing.</summary>
    private (string Name, Value Json) ToMember(TKey key, TValue value) =>
        (KeyText<TKey>.ToName(key), ToJson(value));

    private Value ToMembers(IEnumerable<KeyValuePair<TKey, TValue>> items) => Value.FromMembers(
        items.Select(item => KeyValuePair.Create(KeyText<TKey>.ToName(item.Key), ToJson(item.Value))));

    private KeyValuePair<TKey, TValue> ToPair(KeyValuePair<string, Value> member) =>
        new(KeyText<TKey>.FromName(member.Key), member.Value.As(_type));
}
