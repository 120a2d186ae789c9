using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Holdfast.Errors;

namespace Holdfast;

/// <summary>The members of an object in a state, as a dictionary: each call is one atomic step.</summary>
/// <remarks>
/// Shape.   Keys are names, never pointers; they come in the order in which they were added. Enumerating, the keys and
///          the values are of one revision. Where no object is, it is empty, and writing makes one.
/// Threads. Any.
/// Source.  The dictionary interface of zproc's State.
/// </remarks>
[SuppressMessage("Naming", "CA1710",
    Justification = "They are the members of a state; that they are a dictionary is told by the interface.")]
public sealed class StateMembers : IDictionary<string, Value>, IReadOnlyDictionary<string, Value>
{
    private readonly State _state;
    private readonly StatePath _path;

    internal StateMembers(State state, StatePath path) => (_state, _path) = (state, path);

    /// <inheritdoc/>
    public int Count => Container().Count;

    /// <inheritdoc/>
    public ICollection<string> Keys => [.. Container().Members.Select(member => member.Key)];

    /// <inheritdoc/>
    public ICollection<Value> Values => [.. Container().Members.Select(member => member.Value)];

    IEnumerable<string> IReadOnlyDictionary<string, Value>.Keys => Keys;

    IEnumerable<Value> IReadOnlyDictionary<string, Value>.Values => Values;

    bool ICollection<KeyValuePair<string, Value>>.IsReadOnly => false;

    /// <inheritdoc/>
    public Value this[string key]
    {
        get => TryGetValue(key, out Value value) ? value : throw Missing(key);
        set => _state.Set(_path / key, value);
    }

    /// <inheritdoc/>
    public bool ContainsKey(string key) => TryGetValue(key, out _);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out Value value) =>
        Container().TryGet(StatePath.Root / key, out value);

    /// <summary>Gets the member, or a default.</summary>
    public Value GetValueOrDefault(string key, Value fallback = default) =>
        TryGetValue(key, out Value value) ? value : fallback;

    /// <summary>Adds a member.</summary>
    /// <exception cref="HoldfastArgumentException">KeyPresent: there is one of that name.</exception>
    public void Add(string key, Value value)
    {
        if (!_state.TrySet(_path / key, value, Condition.IfMissing, out _))
        {
            throw new HoldfastArgumentException(
                ErrorCode.KeyPresent, $"There is already a member '{key}'; set it with the indexer.");
        }
    }

    /// <summary>Gets a member; when there is none, adds it.</summary>
    public Value SetDefault(string key, Value value) => _state.Atomic(transaction =>
    {
        if (transaction.TryGet(_path / key, out Value present)) return present;

        transaction.Set(_path / key, value);
        return value;
    }).Value;

    /// <summary>Sets several members in one step.</summary>
    public void Update(IEnumerable<KeyValuePair<string, Value>> members)
    {
        ArgumentNullException.ThrowIfNull(members);
        List<KeyValuePair<string, Value>> all = [.. members];
        _state.Atomic(transaction => all.ForEach(member => transaction.Set(_path / member.Key, member.Value)));
    }

    /// <inheritdoc/>
    public bool Remove(string key) => _state.Remove(_path / key);

    /// <summary>Removes a member and gives its value.</summary>
    /// <exception cref="PathNotFoundException">PathNotFound: there is none.</exception>
    public Value Pop(string key) => TryPop(key, out Value value) ? value : throw Missing(key);

    /// <summary>Removes a member and gives its value; a default when there is none.</summary>
    public Value Pop(string key, Value fallback) => TryPop(key, out Value value) ? value : fallback;

    /// <summary>Removes the member that was added last.</summary>
    /// <exception cref="PathNotFoundException">PathNotFound: there are none.</exception>
    public KeyValuePair<string, Value> PopItem() => _state.Atomic(transaction =>
    {
        if (!transaction.TryGet(_path, out Value container) || container.LastMember is not { } last)
        {
            throw new PathNotFoundException(
                ErrorCode.PathNotFound, $"There are no members at '{_path}' to take one from; add one first.")
            {
                Path = _path.ToString(),
            };
        }

        transaction.Remove(_path / last.Key);
        return last;
    }).Value;

    /// <summary>Removes all members.</summary>
    public void Clear() => _state.Set(_path, Value.EmptyObject);

    /// <summary>Replaces all members.</summary>
    public void ReplaceAll(IEnumerable<KeyValuePair<string, Value>> members) =>
        _state.Set(_path, Value.FromMembers(members));

    /// <summary>Gives the members as a dictionary of the caller's own.</summary>
    public Dictionary<string, Value> ToDictionary() => new(Container().Members, StringComparer.Ordinal);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, Value>> GetEnumerator() => Container().Members.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    void ICollection<KeyValuePair<string, Value>>.Add(KeyValuePair<string, Value> item) => Add(item.Key, item.Value);

    bool ICollection<KeyValuePair<string, Value>>.Contains(KeyValuePair<string, Value> item) =>
        TryGetValue(item.Key, out Value value) && value.Equals(item.Value);

    void ICollection<KeyValuePair<string, Value>>.CopyTo(KeyValuePair<string, Value>[] array, int arrayIndex) =>
        Container().Members.ToList().CopyTo(array, arrayIndex);

    bool ICollection<KeyValuePair<string, Value>>.Remove(KeyValuePair<string, Value> item) =>
        _state.Atomic(transaction =>
            transaction.TryGet(_path / item.Key, out Value value) && value.Equals(item.Value)
                && transaction.Remove(_path / item.Key)).Value;

    private bool TryPop(string key, out Value value)
    {
        Committed<Value?> popped = _state.Atomic<Value?>(transaction =>
        {
            if (!transaction.TryGet(_path / key, out Value found)) return null;

            transaction.Remove(_path / key);
            return found;
        });
        value = popped.Value.GetValueOrDefault();
        return popped.Value is not null;
    }

    private Value Container() =>
        _state.TryGet(_path, out Value value) && value.Kind == ValueKind.Object ? value : Value.EmptyObject;

    private PathNotFoundException Missing(string key) =>
        new(ErrorCode.PathNotFound, $"There is no member '{key}' at '{_path}'; set it first, or ask with TryGetValue.");
}
