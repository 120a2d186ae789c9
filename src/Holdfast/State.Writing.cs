using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Holdfast.Commits;
using Holdfast.Documents.Patches;
using Holdfast.Errors;
using Holdfast.Replicas;

namespace Holdfast;

/// <content>Changes that are one commit each.</content>
public sealed partial class State
{
    /// <summary>Sets the value at a path; missing parents are made.</summary>
    /// <returns>The revision of the commit.</returns>
    /// <exception cref="HoldfastOperationException">ThroughScalar, BadIndex; nothing was changed.</exception>
    /// <exception cref="HoldfastArgumentException">
    /// TooDeep, DocumentTooLarge, RootNotObject, NotSerializable; nothing was changed.
    /// </exception>
    [OverloadResolutionPriority(1)]
    public Revision Set(StatePath path, Value value, CommitOptions? options = null) =>
        Commit(new Operation(OperationKind.Set, Full(path), value), options).Revision;

    /// <summary>Sets the value at a path to a .NET object.</summary>
    /// <inheritdoc cref="Set(StatePath, Value, CommitOptions?)"/>
    [RequiresUnreferencedCode(Value.Reflection)]
    [RequiresDynamicCode(Value.Reflection)]
    public Revision Set<T>(StatePath path, T value, CommitOptions? options = null) =>
        Set(path, ToValue(path, value), options);

    /// <summary>Removes what is at a path.</summary>
    /// <returns>False when nothing was there; then there is no commit.</returns>
    public bool Remove(StatePath path, CommitOptions? options = null)
    {
        Rejection? rejection = Submit(new Operation(OperationKind.Remove, Full(path), default), options).Rejection;
        return IsRemoved(rejection);
    }

    /// <summary>Adds to the number at a path; nothing there counts as 0. It never conflicts.</summary>
    /// <returns>The new number.</returns>
    /// <exception cref="HoldfastOperationException">WrongKind: it is not a number.</exception>
    public Committed<Value> Add(StatePath path, Value amount, CommitOptions? options = null) =>
        ValueAt(path, Commit(new Operation(OperationKind.Add, Full(path), amount), options));

    /// <summary>
    /// Adds an item to the end of the array at a path; nothing there counts as empty. It never conflicts.
    /// </summary>
    /// <returns>The new array.</returns>
    /// <exception cref="HoldfastOperationException">WrongKind: it is not an array.</exception>
    public Committed<Value> Append(StatePath path, Value item, CommitOptions? options = null) =>
        ValueAt(path, Commit(new Operation(OperationKind.Append, Full(path), item), options));

    /// <summary>Replaces the whole state (or section); for a namespace, the value must be an object.</summary>
    public Revision ReplaceAll(Value root, CommitOptions? options = null) => Set(StatePath.Root, root, options);

    /// <summary>Applies a merge patch (RFC 7396) at a path.</summary>
    public Revision Merge(StatePath path, Value patch, CommitOptions? options = null) =>
        Atomic(transaction => transaction.Merge(path, patch), options);

    /// <summary>Applies a JSON Patch (RFC 6902), whose pointers are relative to a path, as one commit.</summary>
    /// <exception cref="HoldfastOperationException">
    /// TestFailed, ThroughScalar, BadIndex; nothing was changed.
    /// </exception>
    /// <exception cref="PathNotFoundException">PathNotFound; nothing was changed.</exception>
    public Revision Apply(Patch patch, StatePath path = default, CommitOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(patch);
        StatePath full = Full(path);
        Operation[] operations = [.. patch.Operations.Select(step => PatchSteps.ToOperation(step, full))];
        return RevisionOfPatch(Submit(operations, options));
    }

    /// <summary>Sets the value at a path if a condition holds (compare-and-set).</summary>
    /// <param name="path">The path of the value.</param>
    /// <param name="value">The new value.</param>
    /// <param name="condition">What must hold for the value to be set.</param>
    /// <param name="revision">The commit, or the revision at which the condition did not hold.</param>
    /// <param name="options">Author, reason and durability of the commit; null: the defaults.</param>
    /// <returns>False when it does not hold; then there is no commit.</returns>
    public bool TrySet(
        StatePath path, Value value, Condition condition, out Revision revision, CommitOptions? options = null)
    {
        options ??= CommitOptions.Default;
        Proposal proposal = ProposeIf(path, value, condition, options);
        Outcome outcome = Submit(proposal, options, DeadlineOf(options));
        revision = outcome.Commit?.Revision ?? Revision;
        return IsSet(outcome);
    }

    /// <summary>
    /// Commits operations if what was read still is as it was at a revision: an atomic function whose reads are known.
    /// </summary>
    /// <param name="operations">What to do; their paths are made absolute in place.</param>
    /// <param name="reads">What was read; their paths are made absolute in place.</param>
    /// <param name="since">The revision at which it was read.</param>
    /// <param name="revision">The commit; zero when it does not hold.</param>
    /// <param name="options">The options; null: the defaults.</param>
    internal bool TryCommit(
        Operation[] operations, Read[] reads, Revision since, out Revision revision, CommitOptions? options = null)
    {
        AtomicScope.ThrowIfInside();
        if (!_isWhole)
        {
            for (int index = 0; index < operations.Length; index++)
                operations[index] = operations[index] with { Path = Full(operations[index].Path) };
            for (int index = 0; index < reads.Length; index++)
                reads[index] = reads[index] with { Path = Full(reads[index].Path) };
        }

        options ??= CommitOptions.Default;
        Outcome outcome = Submit(Propose(operations, reads, since.Number, options), options, DeadlineOf(options));
        revision = outcome.Rejection is null ? new Revision(outcome.Revision) : Revision.Zero;
        return IsSet(outcome);
    }

    /// <summary>Replaces the value at a path by what a function makes of it, as an atomic function does.</summary>
    /// <param name="path">The path of the value.</param>
    /// <param name="change">Gets the value, or default when nothing is there; may run more than once.</param>
    /// <param name="options">Author, reason and durability of the commit; null: the defaults.</param>
    /// <returns>The new value.</returns>
    [RequiresUnreferencedCode(Value.Reflection)]
    [RequiresDynamicCode(Value.Reflection)]
    public Committed<T> Update<T>(StatePath path, Func<T?, T> change, CommitOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(change);
        return Atomic(
            transaction =>
            {
                T next = change(transaction.GetOrDefault<T>(path));
                transaction.Set(path, next);
                return next;
            },
            options);
    }

    private StatePath Full(StatePath path) => _section.Concat(path);

    private Commit Commit(Operation operation, CommitOptions? options) => Committed(Submit(operation, options));

    private Outcome Submit(Operation operation, CommitOptions? options) => Submit([operation], options);

    private Outcome Submit(Operation[] operations, CommitOptions? options)
    {
        AtomicScope.ThrowIfInside();
        options ??= CommitOptions.Default;
        Proposal proposal = Propose(operations, [], 0, options);
        return Submit(proposal, options, DeadlineOf(options));
    }

    private Revision RevisionOf(Outcome outcome) => outcome.Rejection is null
        ? new Revision(outcome.Revision)
        : throw Failures.Of(outcome.Rejection, _section);

    private Revision RevisionOfPatch(Outcome outcome) => outcome.Rejection is { } rejection
        ? throw Failures.AtStep(rejection.Operation, Failures.Of(rejection, _section))
        : RevisionOf(outcome);

    private Commit Committed(Outcome outcome) => outcome.Commit ?? throw Failures.Of(outcome.Rejection!, _section);

    private bool IsRemoved(Rejection? rejection) => rejection switch
    {
        null => true,
        { Code: ErrorCode.PathNotFound or ErrorCode.ThroughScalar or ErrorCode.BadIndex } => false,
        _ => throw Failures.Of(rejection, _section),
    };

    private Committed<Value> ValueAt(StatePath path, Commit commit)
    {
        commit.DocumentAfter.TryGet(_section, path, out Value value);
        return new Committed<Value>(value, commit.Revision);
    }

    private bool IsSet(Outcome outcome) => outcome.Rejection switch
    {
        null => true,
        { Code: ErrorCode.Conflict or ErrorCode.TestFailed } => false,
        { } refused => throw Failures.Of(refused, _section),
    };

    private Proposal ProposeIf(StatePath path, Value value, Condition condition, CommitOptions options)
    {
        ArgumentNullException.ThrowIfNull(condition);
        AtomicScope.ThrowIfInside();
        StatePath full = Full(path);
        var set = new Operation(OperationKind.Set, full, value);
        return condition switch
        {
            { Expected: { } expected } => Propose([new(OperationKind.Test, full, expected), set], [], 0, options),
            { UnchangedSince: { } since } => Propose([set], [ReadAt(full, since)], since.Number, options),
            _ => Propose([set], [new Read(full, ReadKind.Missing)], long.MaxValue, options),
        };
    }

    /// <summary>What a reader of that revision saw at a path.</summary>
    private Read ReadAt(StatePath full, Revision since)
    {
        Tip tip = Find() is { } replica ? new HistoryReader(replica).At(since.Number) : EmptyTip;
        return new Read(full, tip.Document.TryGet(full, out _) ? ReadKind.Present : ReadKind.Missing);
    }
}
