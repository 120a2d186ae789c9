using Holdfast.Documents;

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
    private List<StatePath>? _own;
    private List<StatePath>? _moved;
    private HashSet<Read>? _seen;

    public Read[] ToArray() => [.. _reads];

    /// <summary>Notes a read, unless all that was seen is the function's own.</summary>
    public void Add(StatePath path, bool isShape)
    {
        if (FindAbove(_own, path) is not null) return;

        // Below an array whose items the function itself moved, an index means another item than it meant before: then
        // the whole array counts as read.
        StatePath? moved = FindAbove(_moved, path);
        StatePath read = moved ?? path;
        bool exists = baseDocument.TryGet(read, out _);
        ReadKind kind = !exists ? ReadKind.Missing : isShape && moved is null ? ReadKind.Shape : ReadKind.Present;
        Note(new Read(read, kind));
    }

    /// <summary>Notes what the function did, so that reading it again depends on nobody else.</summary>
    public void AddOwn(in Operation operation, Work work)
    {
        switch (operation.Kind)
        {
            case OperationKind.Set or OperationKind.Replace when !work.IsItem(operation.Path):
                (_own ??= []).Add(operation.Path);
                break;
            case OperationKind.Remove or OperationKind.Insert or OperationKind.Append:
                AddMoved(operation.Kind == OperationKind.Append ? operation.Path : operation.Path.Parent, work);
                break;
            case OperationKind.Move or OperationKind.Copy:
                AddMoved(operation.From.Parent, work);
                AddMoved(operation.Path.Parent, work);
                break;
            default:
                break;
        }
    }

    private void Note(Read read)
    {
        if (_reads.Count == ScannedReads) _seen = [.. _reads];

        if (_seen is null ? !_reads.Contains(read) : _seen.Add(read)) _reads.Add(read);
    }

    private void AddMoved(StatePath container, Work work)
    {
        if (work.IsArray(container)) (_moved ??= []).Add(container);
    }

    /// <summary>Finds the first of some paths that is the given one or leads to it; null when none does.</summary>
    private static StatePath? FindAbove(List<StatePath>? paths, StatePath path)
    {
        if (paths is null) return null;

        foreach (StatePath each in paths)
        {
            if (path.StartsWith(each)) return each;
        }

        return null;
    }
}
