using Holdfast.Documents;
using Holdfast.Documents.Numbers;
using Holdfast.Errors;

namespace Holdfast.Commits;

/// <summary>A document on its way through the operations of one proposal, and the changes made so far.</summary>
/// <remarks>
/// Threads. One thread. When an operation fails, the document and the changes are as before that operation.
/// </remarks>
internal sealed class Work
{
    private readonly long _revision;
    private Document _document;
    private long _step;
    private Change[] _changes;
    private int _count;
    private long _bytes;

    public Work(Document document, int capacity, long revision)
    {
        _document = document;
        _changes = new Change[Math.Max(1, capacity)];
        _revision = revision;
    }

    /// <summary>The document so far. Whoever looks at it may keep it: nothing in it changes any more.</summary>
    public Document Document
    {
        get
        {
            _step = EditStep.None;
            return _document;
        }
    }

    /// <summary>The place of the newest change: a dash is replaced by the index it stood for.</summary>
    public StatePath ChangedPath => _changes[_count - 1].Path;

    /// <summary>Gives what is at a path so far.</summary>
    public bool TryGet(StatePath path, out Value value)
    {
        bool exists = _document.TryGet(path, out value);
        if (value.Kind is ValueKind.Object or ValueKind.Array) _step = EditStep.None;
        return exists;
    }

    /// <summary>The changes; exact in length. The work must not go on after it.</summary>
    public Change[] TakeChanges() => _count == _changes.Length ? _changes : _changes[.._count];

    /// <summary>Does one operation.</summary>
    /// <returns>None, or why it cannot be done.</returns>
    public ErrorCode Do(in Operation operation) => operation.Kind switch
    {
        OperationKind.Set => Set(operation.Path, operation.Value),
        OperationKind.Insert => Insert(operation.Path, operation.Value),
        OperationKind.Replace => Replace(operation.Path, operation.Value),
        OperationKind.Remove => Remove(operation.Path),
        OperationKind.Add => Add(operation.Path, operation.Value),
        OperationKind.Append => Append(operation.Path, operation.Value),
        OperationKind.Test => Test(operation.Path, operation.Value),
        OperationKind.Move => Move(operation.From, operation.Path),
        OperationKind.Copy => Copy(operation.From, operation.Path),
        _ => ErrorCode.MalformedPatch,
    };

    private ErrorCode Set(StatePath path, Value value) =>
        Take(ChangeKind.Set, _document.Set(path, value, _revision, StepFor(value)), value);

    private ErrorCode Remove(StatePath path) =>
        Take(ChangeKind.Remove, _document.Remove(path, _revision, StepFor(default)), default);

    private ErrorCode Insert(StatePath path, Value value)
    {
        Edit edit = _document.Insert(path, value, _revision, StepFor(value));
        return Take(IsItem(path) ? ChangeKind.Insert : ChangeKind.Set, edit, value);
    }

    private ErrorCode Replace(StatePath path, Value value)
    {
        NodeState now = _document.Find(path);
        return now.Exists ? Set(path, value) : now.Failure;
    }

    private ErrorCode Add(StatePath path, Value amount)
    {
        if (!TryAdd(_document.Find(path), amount, out Value sum, out ErrorCode failure))
            return failure;

        return Set(path, sum);
    }

    private static bool TryAdd(NodeState now, Value amount, out Value sum, out ErrorCode failure)
    {
        sum = default;
        if (!now.Exists && now.Failure != ErrorCode.PathNotFound)
        {
            failure = now.Failure;
            return false;
        }

        if (amount.Kind != ValueKind.Number || (now.Exists && now.Value.Kind != ValueKind.Number))
        {
            failure = ErrorCode.WrongKind;
            return false;
        }

        sum = amount;
        failure = now.Exists ? NumberSum.Add(now.Value, amount, out sum) : ErrorCode.None;
        return failure == ErrorCode.None;
    }

    private ErrorCode Append(StatePath path, Value item)
    {
        NodeState now = _document.Find(path);
        if (now.Exists && now.Value.Kind != ValueKind.Array) return ErrorCode.WrongKind;

        if (now.Exists)
        {
            Edit edit = _document.Insert(path / now.Value.Count, item, _revision, StepFor(item));
            return Take(ChangeKind.Insert, edit, item);
        }

        Value array = Value.FromItems(item);
        return now.Failure == ErrorCode.PathNotFound ? Set(path, array) : now.Failure;
    }

    private ErrorCode Test(StatePath path, Value expected)
    {
        NodeState now = _document.Find(path);
        return now.Exists && now.Value.Equals(expected) ? ErrorCode.None : ErrorCode.TestFailed;
    }

    private ErrorCode Move(StatePath from, StatePath to)
    {
        NodeState source = Document.Find(from);
        if (!source.Exists || from == to) return source.Failure;

        if (to.StartsWith(from)) return ErrorCode.MalformedPatch;

        (Document document, int count, long bytes) before = (Document, _count, _bytes);
        ErrorCode failure = Remove(from);
        failure = failure == ErrorCode.None ? Insert(to, source.Value) : failure;
        if (failure != ErrorCode.None) (_document, _count, _bytes) = before;

        return failure;
    }

    private ErrorCode Copy(StatePath from, StatePath to)
    {
        NodeState source = Document.Find(from);
        return source.Exists ? Insert(to, source.Value) : source.Failure;
    }

    /// <summary>
    /// Whether a path names an item of an array, so that putting a value there moves the items behind it.
    /// </summary>
    public bool IsItem(StatePath path) => path.Count > 0 && IsArray(path.Parent);

    /// <summary>Whether something is at a path.</summary>
    public bool Exists(StatePath path) => _document.TryGet(path, out _);

    /// <summary>Whether an array is at a path.</summary>
    public bool IsArray(StatePath path) =>
        _document.TryGet(path, out Value value) && value.Kind == ValueKind.Array;

    /// <summary>The step to make a change in; none when the change may be refused after it was made.</summary>
    private long StepFor(Value value)
    {
        if (_bytes + NodeSize.Of(value.Node) > DocumentLimits.MaxRecordBytes) return EditStep.None;
        return _step == EditStep.None ? _step = EditStep.Begin() : _step;
    }

    private ErrorCode Take(ChangeKind kind, Edit edit, Value after)
    {
        if (edit.Failure != ErrorCode.None) return edit.Failure;

        // Counted before the change is kept, so that copies of copies are refused before anything is written out.
        _bytes += NodeSize.Of(after.Node);
        if (_bytes > DocumentLimits.MaxRecordBytes) return ErrorCode.RecordTooLarge;

        _document = edit.Document;
        if (edit.KeepsBefore) _step = EditStep.None;

        if (_count == _changes.Length) Array.Resize(ref _changes, _count * 2);

        _changes[_count++] = new Change(kind, edit.Path, edit.Existed, edit.Before, after, edit.IsSame);
        return ErrorCode.None;
    }
}
