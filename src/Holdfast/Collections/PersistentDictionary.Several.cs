using Holdfast.Errors;

namespace Holdfast.Collections;

/// <content>Several keys in one step, and steps that read before they write.</content>
public sealed partial class PersistentDictionary<TKey, TValue>
{
    /// <summary>Gets the values of several keys, all of one moment.</summary>
    /// <returns>In the order of the keys.</returns>
    /// <exception cref="PathNotFoundException">PathNotFound: one of the keys is not there.</exception>
    public IReadOnlyList<TValue> GetMany(params IEnumerable<TKey> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        Value members = _store.Read();
        return [.. keys.Select(key => TryRead(members, key, out Value value) ? value.As(_type) : throw Missing(key))];
    }

    /// <summary>Gets the value of a key, and adds the key with a value where it is not there.</summary>
    /// <returns>What is there now.</returns>
    public TValue SetDefault(TKey key, TValue value)
    {
        if (TryGetValue(key, out TValue? present)) return present;
        (string name, Value json) = ToMember(key, value);
        return _store.Change(edit =>
        {
            if (edit.TryGet(name, out Value now)) return now;
            edit.Set(name, json);
            return json;
        }).As(_type);
    }

    /// <summary>Sets several keys as one commit, or one write of the file.</summary>
    /// <param name="items">The keys with their values; of a key that comes twice the last value counts.</param>
    /// <param name="more">Set after these, so that these win.</param>
    public void Update(IEnumerable<KeyValuePair<TKey, TValue>> items, params IEnumerable<(TKey Key, TValue Value)> more)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(more);
        (string Name, Value Json)[] members =
        [
            .. items.Select(item => ToMember(item.Key, item.Value)),
            .. more.Select(item => ToMember(item.Key, item.Value)),
        ];
        if (members.Length == 0) return;
        _store.Change(edit =>
        {
            foreach ((string name, Value json) in members) edit.Set(name, json);
            return true;
        });
    }

    /// <summary>Sets several keys as one commit, or one write of the file.</summary>
    /// <param name="items">The keys with their values; of a key that comes twice the last value counts.</param>
    public void Update(params IEnumerable<(TKey Key, TValue Value)> items) => Update([], items);

    /// <summary>Sets a key to what a function makes of its value, or to a first value where it is not there.</summary>
    /// <param name="key">The key.</param>
    /// <param name="first">What it is set to where it is not there.</param>
    /// <param name="change">Gets the value; runs again when somebody else was faster, and never under a lock.</param>
    /// <returns>What was set.</returns>
    public TValue AddOrUpdate(TKey key, TValue first, Func<TValue, TValue> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        while (true)
        {
            bool exists = TryRead(_store.Read(), key, out Value seen);
            TValue next = exists ? change(seen.As(_type)) : first;
            (string name, Value json) = ToMember(key, next);
            if (_store.Change(edit => TrySet(edit, name, exists, seen, json))) return next;
        }
    }

    /// <summary>Removes a key and gives its value.</summary>
    /// <exception cref="PathNotFoundException">PathNotFound: there is no such key.</exception>
    public TValue Pop(TKey key) => TryPop(key, out Value value) ? value.As(_type) : throw Missing(key);

    /// <summary>Removes a key and gives its value; a default where there is no such key.</summary>
    public TValue Pop(TKey key, TValue fallback) => TryPop(key, out Value value) ? value.As(_type) : fallback;

    /// <summary>Removes the key that was added last.</summary>
    /// <exception cref="PathNotFoundException">PathNotFound: there are no keys.</exception>
    public KeyValuePair<TKey, TValue> PopItem() => ToPair(_store.Change(edit =>
    {
        if (edit.FindLast() is not { } last) return default(KeyValuePair<string, Value>?);
        edit.Remove(last.Key);
        return last;
    }) ?? throw new PathNotFoundException(
        ErrorCode.PathNotFound, "There are no keys to take one from; add one first."));

    private static bool TrySet(DictionaryEdit edit, string name, bool existed, Value seen, Value json)
    {
        if (edit.TryGet(name, out Value now) != existed || !now.IsSameText(seen)) return false;
        edit.Set(name, json);
        return true;
    }

    private bool TryPop(TKey key, out Value value)
    {
        string name = KeyText<TKey>.ToName(key);
        (bool isFound, value) = _store.Change(edit => (edit.TryGet(name, out Value now) && edit.Remove(name), now));
        return isFound;
    }

    /// <exception cref="HoldfastArgumentException">NotSerializable: the value cannot become JSON.</exception>
    private Value ToJson(TValue value) => Value.From(value, _type);
}
