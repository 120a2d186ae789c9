using Holdfast.Replicas;

namespace Holdfast.Readers;

/// <summary>The place of a named reader, kept in a reserved namespace of the store.</summary>
/// <remarks>Threads. Any: the reader's own, and the one that looks after readers that sleep.</remarks>
internal sealed class ReaderPlace
{
    /// <summary>The reserved namespace of the places: one object per namespace, one number per reader.</summary>
    public const string Namespace = "$readers";

    /// <summary>
    /// A reader that looks at commits of which none is delivered keeps its place each time it has passed
    /// this many revisions: only part of a long history is read again, at next to no cost.
    /// </summary>
    public const long BusyRevisions = 10_000;

    /// <summary>
    /// A reader that sleeps is left at most this many revisions behind: far fewer than are trimmed at once, so that it
    /// does not fall out of the kept history, and a rare commit elsewhere does not cost one here.
    /// </summary>
    public const long IdleRevisions = 100;

    /// <summary>A reader that sleeps does not wait longer than this for the right to write; it tries again.</summary>
    private static readonly CommitOptions Unhurried = new() { Timeout = IdleReaders.Period };

    private readonly object _lock = new();
    private readonly State _places;
    private readonly Replica _replica;
    private readonly StatePath _path;
    private long _kept;
    private bool _hasDelivered;

    public ReaderPlace(State places, Replica replica, string reader)
    {
        (_places, _replica) = (places, replica);
        _path = StatePath.Root / replica.Log.Name / reader;
        _kept = places.TryGet(_path, out Value kept) ? (long)kept : -1;
    }

    /// <summary>The revision up to which all was handled; null when the reader is new.</summary>
    public long? Position => _kept < 0 ? null : _kept;

    /// <summary>Notes that something was delivered, so that the next call means it was handled.</summary>
    public void Delivered()
    {
        lock (_lock)
        {
            _hasDelivered = true;
        }
    }

    /// <summary>Keeps the place up to which all was handled, when it is worth it.</summary>
    public void Keep(long position)
    {
        lock (_lock)
        {
            if (_kept < 0 || _hasDelivered || position - _kept >= BusyRevisions)
            {
                Write(position, CommitOptions.Default);
                _hasDelivered = false;
            }
        }
    }

    /// <summary>Keeps the place of a reader that sleeps, when it is worth it.</summary>
    /// <remarks>What may have been delivered since is not handled yet, so the next call keeps it.</remarks>
    public void KeepIdle(long position)
    {
        lock (_lock)
        {
            if (position - _kept >= IdleRevisions) Write(position, Unhurried);
        }
    }

    // The name may stand for another namespace by now, in which this place would lie in the future. Whoever removes one
    // ends its log first and then forgets its places: one that is written between the two is looked at again.
    private void Write(long position, CommitOptions options)
    {
        if (_replica.IsRemoved) return;

        _places.Set(_path, (Value)position, options);
        _kept = position;
        if (_replica.IsRemoved) _places.Atomic(Forget, options);
    }

    private void Forget(Transaction places)
    {
        if (places.TryGet(_path, out Value kept) && kept.Equals((Value)_kept)) places.Remove(_path);
    }
}
