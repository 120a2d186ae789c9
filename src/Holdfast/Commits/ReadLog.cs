using Holdfast.Documents;
using Holdfast.Errors;

namespace Holdfast.Commits;

/// <summary>
/// What a function has read of the document at its base revision, told apart from what it wrote itself.
/// </summary>
/// <remarks>Threads. One thread.</remarks>
internal sealed class ReadLog(Document baseDocument)
{
    // Up to this many reads, looking through them is cheaper than a set.
    private const int ScannedReads = 16;

    private readonly List<Read> _reads = [];
    private List<Done>? _done;
    private HashSet<Read>? _seen;

    public Read[] ToArray() => [.. _reads];

    /// <summary>Notes a read, unless all that was seen is the function's own.</summary>
    public void Add(StatePath path, bool isShape)
    {
        // Where it was seen, and what of that must be the function's own. The newest deed first: what is its own in a
        // container is so only until it moves the children there.
        (StatePath read, StatePath seen) = (path, path);
        bool isMoved = false;
        for (int index = (_done?.Count ?? 0) - 1; index >= 0; index--)
        {
            Done done = _done![index];
            if (!seen.StartsWith(done.Path)) continue;
            if (done.Deed == Deed.Wrote) return;
            seen = done.Path;
            if (done.Deed == Deed.Moved) (read, isMoved) = (seen, true);
        }

        Note(read, isShape && !isMoved);
    }

    /// <summary>Notes a read of what was there at the base revision, whatever the function has done there.</summary>
    public void AddBase(StatePath path) => Note(path, isShape: false);

    /// <summary>Notes what the function did, so that reading it again depends on nobody else.</summary>
    public void AddDone(in Operation operation, Work work)
    {
        switch (operation.Kind)
        {
            case OperationKind.Set or OperationKind.Replace or OperationKind.Add or OperationKind.Append
                when operation.Path.HasDash:
                AddGrown(operation.Path, work);
                break;
            case OperationKind.Set or OperationKind.Replace when !work.IsItem(operation.Path):
                Add(operation.Path, Deed.Wrote);
                break;
            case OperationKind.Append when work.IsArray(operation.Path):
                Add(operation.Path, Deed.Moved);
                break;
            case OperationKind.Remove or OperationKind.Insert:
                AddShifted(operation.Path, work);
                break;
            case OperationKind.Move or OperationKind.Copy:
                // Whoever reads it at its new place has read what was at the old one.
                Add(operation.From, isShape: false);
                AddShifted(operation.From, work);
                AddShifted(operation.Path, work);
                break;
            default:
                break;
        }
    }

    /// <summary>
    /// Notes what an operation depended on that could not be done: a function that catches that has learned it.
    /// </summary>
    public void AddRefused(in Operation operation, ErrorCode failure, Work work)
    {
        AddMet(operation.Path, work);
        if (operation.Kind is OperationKind.Move or OperationKind.Copy) AddMet(operation.From, work);
        if (failure == ErrorCode.DocumentTooLarge) Add(StatePath.Root, isShape: false);
    }

    // Where nothing is, the nearest value above it says why: nothing can be there while that has the same children.
    private void AddMet(StatePath path, Work work)
    {
        StatePath met = path;
        while (!work.Exists(met)) met = met.Parent;
        Add(met, isShape: met != path);
    }

    private void Note(StatePath path, bool isShape)
    {
        bool exists = baseDocument.TryGet(path, out _);
        Note(new Read(path, !exists ? ReadKind.Missing : isShape ? ReadKind.Shape : ReadKind.Present));
    }

    private void Note(Read read)
    {
        if (_reads.Count == ScannedReads) _seen = [.. _reads];

        if (_seen is null ? !_reads.Contains(read) : _seen.Add(read)) _reads.Add(read);
    }

    // Nothing at a dash is ever the function's own: whether it is the end of an array is up to others.
    private void AddGrown(StatePath path, Work work)
    {
        StatePath changed = work.ChangedPath;
        if (changed == path) return;

        while (changed.Count == path.Count && changed.Name == path.Name)
            (changed, path) = (changed.Parent, path.Parent);
        Add(changed.Parent, Deed.Moved);
    }

    // In an object nothing moves, but others may put an array there: then its items do.
    private void AddShifted(StatePath place, Work work)
    {
        if (place.IsRoot) return;

        if (work.IsItem(place))
        {
            Add(place.Parent, Deed.Moved);
        }
        else if (_done is not null && place.Segments[^1].Index >= 0)
        {
            Add(place.Parent, Deed.MightMove);
        }
    }

    private void Add(StatePath path, Deed deed)
    {
        var done = new Done(path, deed);
        _done ??= [];
        if (_done.Count == 0 || _done[^1] != done) _done.Add(done);
    }

    private enum Deed : byte
    {
        /// <summary>It set all at and below the path.</summary>
        Wrote,

        /// <summary>
        /// It moved the items of the array there: below it an index means another item than at the base revision, so
        /// that the whole array counts as read.
        /// </summary>
        Moved,

        /// <summary>It put or removed a member whose name is a number in the object there.</summary>
        MightMove,
    }

    private readonly record struct Done(StatePath Path, Deed Deed);
}
