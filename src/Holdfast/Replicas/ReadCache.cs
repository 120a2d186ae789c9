using System.Runtime.CompilerServices;

namespace Holdfast.Replicas;

/// <summary>
/// Remembers where the paths of a program led at a revision, so that reading one again compares two words.
/// </summary>
/// <remarks>
/// A path that is used again is the same reference: a literal, or a parsed path that is kept. An answer is remembered
/// when it was asked for twice at the same revision, so that under steady writes nothing is allocated; containers are
/// not remembered, so that no old document is kept alive.
/// Threads. Any: an entry is immutable, and a race loses at most an entry.
/// </remarks>
internal sealed class ReadCache
{
    // A power of two; more paths than that in one hot loop are found by walking.
    private const int Slots = 256;

    private readonly Entry?[] _entries = new Entry?[Slots];
    private readonly long[] _asked = new long[Slots];

    /// <summary>Gives what is at a path of the document of a tip.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGet(Tip tip, StatePath path, out Value value)
    {
        object? key = path.Node;
        int slot = RuntimeHelpers.GetHashCode(key) & (Slots - 1);
        Entry? entry = _entries[slot];
        if (entry is not null && entry.Path == key && entry.Revision == tip.Revision)
        {
            value = entry.Value;
            return entry.Exists;
        }

        return Walk(tip, path, slot, out value);
    }

    private bool Walk(Tip tip, StatePath path, int slot, out Value value)
    {
        bool exists = tip.Document.TryGet(path, out value);
        if (_asked[slot] == tip.Revision && value.Kind is not (ValueKind.Object or ValueKind.Array))
            _entries[slot] = new Entry(path.Node, tip.Revision, exists, value);

        _asked[slot] = tip.Revision;
        return exists;
    }

    private sealed class Entry(object? path, long revision, bool exists, Value value)
    {
        public readonly object? Path = path;
        public readonly long Revision = revision;
        public readonly bool Exists = exists;
        public readonly Value Value = value;
    }
}
