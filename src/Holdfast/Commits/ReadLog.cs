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
        StatePath read = path;
        bool isMoved = false;

        // The newest first: what is the function's own in an array is so only until it moves the items there. Below
        // such an array an index means another item than it meant before: then the whole array counts as read.
        for (int index = (_done?.Count ?? 0) - 1; index >= 0; index--)
        {
            Done done = _done![index];
            if (!read.StartsWith(done.Path)) continue;
            if (!done.HasMovedItems) return;
            (read, isMoved) = (done.Path, true);
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
            case OperationKind.Set or OperationKind.Replace:
                if (!work.IsItem(operation.Path)) (_done ??= []).Add(new Done(operation.Path, HasMovedItems: false));
                AddGrown(operation.Path, work);
                break;
            case OperationKind.Add:
                AddGrown(operation.Path, work);
                break;
            case OperationKind.Append:
                AddMoved(operation.Path, work);
                AddGrown(operation.Path, work);
                break;
            case OperationKind.Remove or OperationKind.Insert:
                AddMoved(operation.Path.Parent, work);
                break;
            case OperationKind.Move or OperationKind.Copy:
                // Whoever reads it at its new place has read what was at the old one.
                Add(operation.From, isShape: false);
                AddMoved(operation.From.Parent, work);
                AddMoved(operation.Path.Parent, work);
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

    // Where nothing is, the nearest value above it says why: nothing can be there as long as that has the same children.
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

    // A dash names the end of an array, and a member of an object: which it was is learned from what it stood for.
    private void AddGrown(StatePath path, Work work)
    {
        StatePath changed = work.ChangedPath;
        if (changed == path || changed.Count != path.Count) return;

        while (changed.Name == path.Name) (changed, path) = (changed.Parent, path.Parent);
        AddMoved(changed.Parent, work);
    }

    private void AddMoved(StatePath container, Work work)
    {
        if (work.IsArray(container)) (_done ??= []).Add(new Done(container, HasMovedItems: true));
    }

    /// <summary>What the function did: set all at and below a path, or moved the items of the array there.</summary>
    private readonly record struct Done(StatePath Path, bool HasMovedItems);
}
