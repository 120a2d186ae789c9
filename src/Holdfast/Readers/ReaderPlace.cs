namespace Holdfast.Readers;

/// <summary>The place of a named reader, kept in a reserved namespace of the store.</summary>
/// <remarks>Threads. One at a time.</remarks>
internal sealed class ReaderPlace
{
    /// <summary>The reserved namespace that keeps the places: one object a namespace, one number a reader.</summary>
    public const string Namespace = "$readers";

    /// <summary>
    /// A reader to whom nothing is delivered keeps its place every so many revisions, so that it does not fall out of
    /// the kept history while it is idle, and costs next to nothing.
    /// </summary>
    public const long IdleRevisions = 10_000;

    private readonly State _places;
    private readonly StatePath _path;
    private long _kept;
    private bool _hasDelivered;

    public ReaderPlace(State places, string name, string reader)
    {
        _places = places;
        _path = StatePath.Root / name / reader;
        _kept = places.TryGet(_path, out Value kept) ? (long)kept : -1;
    }

    /// <summary>The revision up to which all was handled; null when the reader is new.</summary>
    public long? Position => _kept < 0 ? null : _kept;

    /// <summary>Notes that something was delivered, so that the next call means it was handled.</summary>
    public void Delivered() => _hasDelivered = true;

    /// <summary>Keeps the place up to which all was handled, when it is worth it.</summary>
    public void Keep(long position)
    {
        if (_kept < 0 || _hasDelivered || position - _kept >= IdleRevisions)
        {
            _places.Set(_path, (Value)position);
            (_kept, _hasDelivered) = (position, false);
        }
    }
}
