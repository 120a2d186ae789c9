using Holdfast.Documents.Patches;
using Holdfast.Errors;
using Holdfast.Reporting;

namespace Holdfast.Collections;

/// <content>Loading and saving by hand, and the notice of changes.</content>
public sealed partial class PersistentDictionary<TKey, TValue>
{
    /// <summary>How many names that are not keys are reported, each once; more would say no more.</summary>
    private const int MostForeignNames = 100;

    private readonly Lock _noticeLock = new();
    private readonly HashSet<string> _foreignNames = new(StringComparer.Ordinal);
    private EventHandler<DictionaryChangedEventArgs<TKey>>? _changed;
    private IDisposable? _watch;

    /// <summary>Raised after what is kept has changed, in whatever process.</summary>
    /// <remarks>
    /// Shape.   Several changes may be told as one, and the last is always told. In explicit mode it tells of what is
    ///          kept, which is not loaded by itself. A name that is no key, which somebody else wrote, is left out,
    ///          and reported once as NotADictionary.
    /// Threads. On the thread pool, one call at a time. What a handler throws is reported through
    ///          <see cref="CallbackFailures"/>; the others are still called.
    /// Cost.    The watch behind it runs only while there is a handler.
    /// </remarks>
    public event EventHandler<DictionaryChangedEventArgs<TKey>>? Changed
    {
        add
        {
            lock (_noticeLock)
            {
                _changed += value;
                if (_changed is not null) _watch ??= _store.Watch(Tell, Drop);
            }
        }

        remove
        {
            lock (_noticeLock)
            {
                _changed -= value;
                if (_changed is null) EndWatch();
            }
        }
    }

    /// <summary>
    /// Whether there are changes that are not saved; never in <see cref="DictionaryMode.Immediate"/>.
    /// </summary>
    public bool HasUnsavedChanges => _store.HasUnsavedChanges;

    /// <summary>In explicit mode, brings in what is kept now; keys that were changed here and not saved stay.</summary>
    /// <remarks>Shape. What others removed is gone here too. In immediate mode there is nothing to load.</remarks>
    public void Load() => _store.Load();

    /// <inheritdoc cref="Load"/>
    public Task LoadAsync(CancellationToken token = default) => Task.Run(Load, token);

    /// <summary>In explicit mode, saves all that was set or removed since it was saved last, in one step.</summary>
    /// <remarks>
    /// Shape. Keys that were not touched here stay as others left them. When it fails, all is still unsaved. In
    ///        immediate mode there is nothing to save.
    /// </remarks>
    public void Store() => _store.Store();

    /// <inheritdoc cref="Store"/>
    public Task StoreAsync(CancellationToken token = default) => Task.Run(Store, token);

    /// <summary>In explicit mode, drops all that is not saved, and brings in what is kept.</summary>
    public void Discard() => _store.Discard();

    private void Tell(Value before, Value after)
    {
        EventHandler<DictionaryChangedEventArgs<TKey>>? changed = _changed;
        TKey[] keys =
        [
            .. Diff.Between(before, after).Operations.Select(operation => operation.Path[0]).Distinct()
                .SelectMany(FindKey),
        ];
        if (changed is null || keys.Length == 0) return;
        DictionaryChangedEventArgs<TKey> change = new(keys);
        foreach (var handler in Delegate.EnumerateInvocationList(changed))
        {
            try
            {
                handler(this, change);
            }
            catch (Exception failure)
            {
                CallbackFailures.Report(this, "a handler of a dictionary's changes", failure);
            }
        }
    }

    /// <summary>The key of a name; none when it is no key.</summary>
    private IEnumerable<TKey> FindKey(string name)
    {
        try
        {
            return [KeyText<TKey>.FromName(name)];
        }
        catch (HoldfastOperationException foreign)
        {
            if (_foreignNames.Count < MostForeignNames && _foreignNames.Add(name))
                CallbackFailures.Report(this, "the notice of a dictionary's changes", foreign);
            return [];
        }
    }

    private void EndNotice()
    {
        lock (_noticeLock)
        {
            _changed = null;
            EndWatch();
        }
    }

    /// <summary>Lets go of a watch that ended by itself: the next handler begins another one, for all.</summary>
    private void Drop(IDisposable ended)
    {
        lock (_noticeLock)
        {
            if (_watch == ended) _watch = null;
        }
    }

    private void EndWatch()
    {
        _watch?.Dispose();
        _watch = null;
    }
}
