namespace Holdfast.Collections;

/// <summary>Tells which keys of a dictionary were added, changed or removed, by whomever.</summary>
/// <remarks>Threads. Immutable.</remarks>
public sealed class DictionaryChangedEventArgs<TKey> : EventArgs
{
    internal DictionaryChangedEventArgs(IReadOnlyList<TKey> keys) => Keys = keys;

    /// <summary>The keys, each once.</summary>
    public IReadOnlyList<TKey> Keys { get; }
}
