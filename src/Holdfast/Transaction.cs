using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Holdfast.Commits;
using Holdfast.Documents;
using Holdfast.Documents.Patches;
using Holdfast.Errors;
using Holdfast.Replicas;

namespace Holdfast;

/// <summary>
/// What an atomic function sees and does: a snapshot of one revision, with the function's own changes in it.
/// </summary>
/// <remarks>
/// The changes become one commit when the function returns, if all that it read still holds; otherwise the function
/// runs again on a newer snapshot. So it does nothing outside the state.
/// Threads. One at a time. It ends with the function.
/// </remarks>
public sealed class Transaction : StateView
{
    private readonly Document _base;
    private readonly StatePath _section;
    private readonly ReadLog _reads;
    private readonly List<Operation> _operations = [];
    private readonly Work _work;
    private bool _isOver;

    internal Transaction(Tip tip, StatePath section, int attempt, JsonSerializerOptions? json)
    {
        _base = tip.Document;
        _section = section;
        _work = new Work(tip.Document, capacity: 1, tip.Revision + 1);
        _reads = new ReadLog(tip.Document);
        Json = json;
        Attempt = attempt;
        Revision = new Revision(tip.Revision);
    }

    /// <summary>Which run of the function this is, from 1.</summary>
    public int Attempt { get; }

    /// <summary>The revision of the snapshot.</summary>
    public Revision Revision { get; }

    /// <summary>The snapshot, in which looking is not noted as reading.</summary>
    internal Snapshot Base => new(_base, Revision.Number, _section, Json);

    internal bool HasOperations => _operations.Count > 0;

    private protected override JsonSerializerOptions? Json { get; }

    /// <summary>Gets or sets the value at a path; setting makes missing parents.</summary>
    public Value this[StatePath path]
    {
        get => Get(path);
        set => Set(path, value);
    }

    /// <inheritdoc/>
    public override bool TryGet(StatePath path, out Value value)
    {
        StatePath full = Full(path);
        bool exists = _work.TryGet(full, out value);
        _reads.Add(full, isShape: false);
        return exists;
    }

    /// <summary>
    /// Gives the names of an object's members, in order; none when nothing is there. It conflicts only with members
    /// that come or go.
    /// </summary>
    public IReadOnlyList<string> GetNames(StatePath path) =>
        TryGetShape(path, out Value container) && container.Kind == ValueKind.Object
            ? [.. container.Members.Select(member => member.Key)]
            : [];

    /// <summary>
    /// Gives the count of an object's members or an array's items; 0 when nothing is there. It conflicts only with
    /// those that come or go.
    /// </summary>
    public int GetCount(StatePath path) =>
        TryGetShape(path, out Value container) && container.Kind is ValueKind.Object or ValueKind.Array
            ? container.Count
            : 0;

    /// <summary>Sets the value at a path; missing parents are made.</summary>
    /// <exception cref="HoldfastOperationException">ThroughScalar, BadIndex.</exception>
    [OverloadResolutionPriority(1)]
    public void Set(StatePath path, Value value) => Do(OperationKind.Set, path, value);

    /// <summary>Sets the value at a path to a .NET object.</summary>
    [RequiresUnreferencedCode(Value.Reflection)]
    [RequiresDynamicCode(Value.Reflection)]
    public void Set<T>(StatePath path, T value) => Do(OperationKind.Set, path, ToValue(path, value));

    /// <inheritdoc cref="Set{T}(StatePath, T)"/>
    public void Set<T>(StatePath path, T value, JsonTypeInfo<T> type) => Set(path, ToValue(path, value, type));

    /// <summary>Removes what is at a path; false when nothing is there.</summary>
    public bool Remove(StatePath path)
    {
        if (!TryGet(path, out _)) return false;

        Do(OperationKind.Remove, path, default);
        return true;
    }

    /// <summary>
    /// Adds to the number at a path (nothing there counts as 0), without reading it: it never conflicts.
    /// </summary>
    /// <exception cref="HoldfastOperationException">WrongKind: it is not a number.</exception>
    public void Add(StatePath path, Value amount) => Do(OperationKind.Add, path, amount);

    /// <summary>
    /// Adds an item to the end of the array at a path (nothing there counts as empty), without reading it: it never
    /// conflicts.
    /// </summary>
    /// <exception cref="HoldfastOperationException">WrongKind: it is not an array.</exception>
    public void Append(StatePath path, Value item) => Do(OperationKind.Append, path, item);

    /// <summary>Replaces the whole, which must be an object.</summary>
    public void ReplaceAll(Value root) => Do(OperationKind.Set, StatePath.Root, root);

    /// <summary>Goes on only when the value at a path equals a given one.</summary>
    /// <exception cref="HoldfastOperationException">TestFailed: it does not.</exception>
    public void Test(StatePath path, Value expected) => Do(OperationKind.Test, path, expected);

    /// <summary>Applies a merge patch (RFC 7396) at a path.</summary>
    /// <remarks>Only what the patch names is touched: it conflicts with others only where members come or go.</remarks>
    public void Merge(StatePath path, Value patch)
    {
        if (patch.Kind != ValueKind.Object)
        {
            Set(path, patch);
            return;
        }

        // Which members there are decides between merging and making, so the shape counts as read.
        if (!TryGetShape(path, out Value target) || target.Kind != ValueKind.Object)
            Set(path, Value.EmptyObject);

        foreach (KeyValuePair<string, Value> member in patch.Members)
        {
            if (member.Value.Kind == ValueKind.Null)
            {
                Remove(path / member.Key);
            }
            else
            {
                Merge(path / member.Key, member.Value);
            }
        }
    }

    /// <summary>Applies a JSON Patch (RFC 6902) whose pointers are relative to a path.</summary>
    /// <remarks>What it moves or copies counts as read.</remarks>
    public void Apply(Patch patch, StatePath path = default)
    {
        ArgumentNullException.ThrowIfNull(patch);
        for (int index = 0; index < patch.Operations.Count; index++)
        {
            Operation operation = PatchSteps.ToOperation(patch.Operations[index], Full(path));
            if (TryDo(operation) is { } failure) throw Failures.AtStep(index, failure);
        }
    }

    /// <summary>
    /// Makes the value at a path as it is in a snapshot of this state; what is not there in it is removed.
    /// </summary>
    public void Restore(Snapshot then, StatePath path = default)
    {
        ArgumentNullException.ThrowIfNull(then);
        if (!then.TryGet(path, out Value old))
        {
            Remove(path);
        }
        else if (!TryGet(path, out Value now))
        {
            Set(path, old);
        }
        else
        {
            Follow(Diff.Between(now, old), path);
        }
    }

    /// <summary>Undoes a commit and leaves what came after it.</summary>
    /// <exception cref="ConflictException">Conflict: something that it changed was changed again later.</exception>
    public void Undo(Commit commit)
    {
        ArgumentNullException.ThrowIfNull(commit);
        ApplyChange(
            commit.After.Root,
            commit.Before.Root,
            StatePath.Root,
            path =>
                $"'{path}' was changed again after revision {commit.Revision}; revert the later commits first, "
                    + "or roll back.");
    }

    /// <summary>
    /// Makes at a path the change that leads from one value to another, and leaves what others changed beside it.
    /// </summary>
    /// <param name="path">Where.</param>
    /// <param name="seen">The value that was there when the change was thought of.</param>
    /// <param name="wanted">What it was to become.</param>
    /// <exception cref="ConflictException">Conflict: others changed the same since.</exception>
    public void ApplyChange(StatePath path, Value seen, Value wanted) => ApplyChange(
        seen, wanted, path, place =>
            $"'{place}' was changed by somebody else meanwhile; look at it and make the change anew.");

    /// <summary>
    /// Gives the revision that last changed something at or below a path; zero when nothing was there.
    /// </summary>
    /// <remarks>Shape. The transaction's own changes have no revision yet and do not count.</remarks>
    public Revision GetRevision(StatePath path)
    {
        StatePath full = Full(path);
        _reads.AddBase(full);
        return new Revision(_base.Find(full) is { Exists: true, Revision: var revision } ? revision : 0);
    }

    /// <summary>Gives the JSON Patch that the transaction amounts to so far.</summary>
    public Patch Preview()
    {
        ThrowIfOver();
        return Diff.Between(Root(_base), Root(_work.Document));
    }

    internal void End() => _isOver = true;

    private void ApplyChange(Value seen, Value wanted, StatePath path, Func<StatePath, string> conflict)
    {
        Patch patch = Diff.Between(seen, wanted);
        foreach (PatchOperation step in patch.Operations)
        {
            StatePath guard = PatchGuard.Of(seen, step.Path);
            bool wasThere = seen.TryGet(guard, out Value before);
            bool isThere = TryGet(path.Concat(guard), out Value now);
            if (wasThere != isThere || (wasThere && !before.IsSameText(now)))
            {
                StatePath place = path.Concat(guard);
                throw new ConflictException(conflict(place), place.ToString(), Attempt);
            }
        }

        Follow(patch, path);
    }

    /// <summary>Makes a difference that nobody gave as a patch, so a failure names no operation of one.</summary>
    internal void Follow(Patch difference, StatePath path)
    {
        foreach (PatchOperation step in difference.Operations) Do(PatchSteps.ToOperation(step, Full(path)));
    }

    /// <summary>What the operations did here; the function has ended.</summary>
    internal Foresight Foresee() => new(_base, Revision.Number + 1, _work.Document, _work.TakeChanges());

    internal Operation[] OperationsToArray() => [.. _operations];

    internal Read[] ReadsToArray() => _reads.ToArray();

    private Value Root(Document document) =>
        document.TryGet(_section, out Value root) ? root : Value.EmptyObject;

    private bool TryGetShape(StatePath path, out Value container)
    {
        StatePath full = Full(path);
        bool exists = _work.TryGet(full, out container);
        _reads.Add(full, isShape: true);
        return exists;
    }

    private StatePath Full(StatePath path)
    {
        ThrowIfOver();
        return _section.Concat(path);
    }

    private void Do(OperationKind kind, StatePath path, Value value) => Do(new Operation(kind, Full(path), value));

    private void Do(Operation operation)
    {
        if (TryDo(operation) is { } failure) throw failure;
    }

    /// <summary>Does an operation; gives why it cannot be done, or null.</summary>
    private Exception? TryDo(Operation operation)
    {
        ErrorCode failure = _work.Do(operation);
        if (failure != ErrorCode.None)
        {
            _reads.AddRefused(operation, failure, _work);
            return Failures.Of(Rejection.Of(failure, operation, _operations.Count, _work.Document), _section);
        }

        _operations.Add(operation);
        _reads.AddDone(operation, _work);
        return null;
    }

    private void ThrowIfOver()
    {
        if (_isOver)
        {
            throw new HoldfastOperationException(
                ErrorCode.TransactionOver, "The transaction ended with its function; use the state, or begin another.");
        }
    }
}
