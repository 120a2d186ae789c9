namespace Holdfast.Collections;

/// <summary>
/// A dictionary in memory in front of a kept one, with which it is brought together when it is told to.
/// </summary>
/// <remarks>
/// Invariant. The members in memory are those that were loaded last, with the unsaved ones set or removed.
/// Threads. Any. Reading or changing the members never waits for the kept ones: those have a lock of their own.
/// </remarks>
internal sealed class BufferedDictionary : DictionaryStore
{
    /// <summary>Held while the kept ones are read or written. Taken before the other.</summary>
    private readonly Lock _keeping = new();
    private readonly Lock _lock = new();
    private readonly DictionaryStore _kept;

    /// <summary>
    /// The names that were changed since they were saved last, whatever they are now, each with its last change.
    /// </summary>
    private readonly Dictionary<string, long> _unsaved = new(StringComparer.Ordinal);

    private Value _members = Value.EmptyObject;
    private long _lastChange;

    public BufferedDictionary(DictionaryStore kept)
    {
        _kept = kept;
        Load();
    }

    /// <inheritdoc/>
    public override bool HasUnsavedChanges
    {
        get
        {
            lock (_lock) return _unsaved.Count > 0;
        }
    }

    /// <inheritdoc/>
    public override Value Read()
    {
        lock (_lock) return _members;
    }

    /// <inheritdoc/>
    public override TResult Change<TResult>(Func<DictionaryEdit, TResult> change)
    {
        lock (_lock)
        {
            ValueEdit edit = new(_members);
            TResult result = change(edit);
            _members = edit.Members;
            _lastChange++;
            foreach (string name in edit.Touched) _unsaved[name] = _lastChange;
            return result;
        }
    }

    /// <inheritdoc/>
    public override IDisposable Watch(Action<Value, Value> changed, Action<IDisposable> lost) =>
        _kept.Watch(changed, lost);

    /// <inheritdoc/>
    public override void Load()
    {
        lock (_keeping)
        {
            ValueEdit loaded = new(_kept.Read());
            lock (_lock)
            {
                SaveTo(loaded, _members, _unsaved.Keys);
                _members = loaded.Members;
            }
        }
    }

    /// <inheritdoc/>
    public override void Store()
    {
        lock (_keeping)
        {
            Value members;
            KeyValuePair<string, long>[] unsaved;
            lock (_lock) (members, unsaved) = (_members, [.. _unsaved]);
            if (unsaved.Length == 0) return;
            _kept.Change(kept =>
            {
                SaveTo(kept, members, unsaved.Select(change => change.Key));
                return true;
            });

            // What was changed again meanwhile is unsaved still.
            lock (_lock)
            {
                foreach ((string name, long change) in unsaved)
                {
                    if (_unsaved[name] == change) _unsaved.Remove(name);
                }
            }
        }
    }

    /// <inheritdoc/>
    public override void Discard()
    {
        lock (_keeping)
        {
            Value kept = _kept.Read();
            lock (_lock)
            {
                _unsaved.Clear();
                _members = kept;
            }
        }
    }

    /// <inheritdoc/>
    public override void Dispose() => _kept.Dispose();

    private static void SaveTo(DictionaryEdit edit, Value members, IEnumerable<string> names)
    {
        foreach (string name in names)
        {
            if (members.TryGet(StatePath.Root / name, out Value value)) edit.Set(name, value);
            else edit.Remove(name);
        }
    }
}
