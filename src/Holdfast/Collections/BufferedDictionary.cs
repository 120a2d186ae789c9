namespace Holdfast.Collections;

/// <summary>
/// A dictionary in memory in front of a kept one, with which it is brought together when it is told to.
/// </summary>
/// <remarks>
/// Invariant. The members in memory are those that were loaded last, with the unsaved ones set or removed.
/// </remarks>
internal sealed class BufferedDictionary : DictionaryStore
{
    private readonly Lock _lock = new();
    private readonly DictionaryStore _kept;

    /// <summary>The names that were changed since they were saved last, whatever they are now.</summary>
    private readonly HashSet<string> _unsaved = new(StringComparer.Ordinal);

    private Value _members = Value.EmptyObject;

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
            _unsaved.UnionWith(edit.Touched);
            return result;
        }
    }

    /// <inheritdoc/>
    public override IDisposable Watch(Action<Value, Value> changed, Action<IDisposable> lost) =>
        _kept.Watch(changed, lost);

    /// <inheritdoc/>
    public override void Load()
    {
        lock (_lock)
        {
            ValueEdit loaded = new(_kept.Read());
            SaveTo(loaded);
            _members = loaded.Members;
        }
    }

    /// <inheritdoc/>
    public override void Store()
    {
        lock (_lock)
        {
            if (_unsaved.Count == 0) return;
            _kept.Change(kept =>
            {
                SaveTo(kept);
                return true;
            });
            _unsaved.Clear();
        }
    }

    /// <inheritdoc/>
    public override void Discard()
    {
        lock (_lock)
        {
            _unsaved.Clear();
            _members = _kept.Read();
        }
    }

    /// <inheritdoc/>
    public override void Dispose() => _kept.Dispose();

    private void SaveTo(DictionaryEdit edit)
    {
        foreach (string name in _unsaved)
        {
            if (_members.TryGet(StatePath.Root / name, out Value value)) edit.Set(name, value);
            else edit.Remove(name);
        }
    }
}
