namespace Holdfast.Collections;

/// <summary>When a <see cref="PersistentDictionary{TKey, TValue}"/> reads and writes what is kept.</summary>
public enum DictionaryMode
{
    /// <summary>At once: each read sees what is kept, each change is kept when its call returns.</summary>
    Immediate = 0,

    /// <summary>
    /// When it is told to: it is loaded when it is made and with <c>Load</c>, and saved with <c>Store</c>; in between
    /// it is a dictionary in memory.
    /// </summary>
    Explicit = 1,
}
