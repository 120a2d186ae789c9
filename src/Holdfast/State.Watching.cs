using Holdfast.Readers;
using Holdfast.Replicas;
using Holdfast.Watches;

namespace Holdfast;

/// <content>Waiting for what is to come.</content>
public sealed partial class State
{
    /// <summary>Watches some paths from now on: everything at, below or above them; none: all.</summary>
    public Watch Watch(params ReadOnlySpan<StatePath> paths) => Watch(new WatchOptions { Paths = paths.ToArray() });

    /// <summary>Opens a watch; its place is fixed by this call.</summary>
    /// <remarks>The namespace is made when it does not exist yet.</remarks>
    /// <exception cref="ArgumentException">All that it would watch is excluded.</exception>
    /// <exception cref="Errors.HoldfastOperationException">
    /// TrimmedRevision, naming the oldest kept revision; CutRevision.
    /// </exception>
    public Watch Watch(WatchOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.LeavesNothing)
            throw new ArgumentException("All that is watched is excluded: nothing would ever come.", nameof(options));
        Replica replica = Make();
        ReaderPlace? place = options.Reader is { } reader
            ? new ReaderPlace(Store.GetReserved(ReaderPlace.Namespace), replica, reader)
            : null;
        long position = place?.Position ?? WatchStart.Find(replica, options.From);
        return new Watch(Store, replica, ToFilter(options), position, place);
    }

    private WatchFilter ToFilter(WatchOptions options) => new()
    {
        Section = _section,
        Json = Json,
        Paths = options.Paths.Count == 0 ? [_section] : [.. options.Paths.Select(Full)],
        Exclude = [.. options.Exclude.Select(Full)],
        Becomes = options.Where,
        IncludesEqual = options.IncludesEqual,
        ExcludedWriter = options.ExcludesOwn ? _writer : null,
    };
}
