using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Holdfast.Commits;
using Holdfast.Documents.Patches;
using Holdfast.Replicas;

namespace Holdfast;

/// <content>The asynchronous twins of the changes that are one commit each.</content>
public sealed partial class State
{
    /// <inheritdoc cref="Set(StatePath, Value, CommitOptions?)"/>
    [OverloadResolutionPriority(1)]
    public async ValueTask<Revision> SetAsync(
        StatePath path, Value value, CommitOptions? options = null, CancellationToken token = default) =>
        (await CommitAsync(new Operation(OperationKind.Set, Full(path), value), options, token)
            .ConfigureAwait(false)).Revision;

    /// <inheritdoc cref="Set{T}(StatePath, T, CommitOptions?)"/>
    [RequiresUnreferencedCode(Value.Reflection)]
    [RequiresDynamicCode(Value.Reflection)]
    public ValueTask<Revision> SetAsync<T>(
        StatePath path, T value, CommitOptions? options = null, CancellationToken token = default) =>
        SetAsync(path, ToValue(path, value), options, token);

    /// <inheritdoc cref="Remove(StatePath, CommitOptions?)"/>
    public async ValueTask<bool> RemoveAsync(
        StatePath path, CommitOptions? options = null, CancellationToken token = default)
    {
        var operation = new Operation(OperationKind.Remove, Full(path), default);
        return IsRemoved((await SubmitAsync([operation], options, token).ConfigureAwait(false)).Rejection);
    }

    /// <inheritdoc cref="Add(StatePath, Value, CommitOptions?)"/>
    public async ValueTask<Committed<Value>> AddAsync(
        StatePath path, Value amount, CommitOptions? options = null, CancellationToken token = default) =>
        ValueAt(
            path,
            await CommitAsync(new Operation(OperationKind.Add, Full(path), amount), options, token)
                .ConfigureAwait(false));

    /// <inheritdoc cref="Append(StatePath, Value, CommitOptions?)"/>
    public async ValueTask<Committed<Value>> AppendAsync(
        StatePath path, Value item, CommitOptions? options = null, CancellationToken token = default) =>
        ValueAt(
            path,
            await CommitAsync(new Operation(OperationKind.Append, Full(path), item), options, token)
                .ConfigureAwait(false));

    /// <inheritdoc cref="ReplaceAll(Value, CommitOptions?)"/>
    public ValueTask<Revision> ReplaceAllAsync(
        Value root, CommitOptions? options = null, CancellationToken token = default) =>
        SetAsync(StatePath.Root, root, options, token);

    /// <inheritdoc cref="Merge(StatePath, Value, CommitOptions?)"/>
    public Task<Revision> MergeAsync(
        StatePath path, Value patch, CommitOptions? options = null, CancellationToken token = default) =>
        AtomicAsync(
            transaction =>
            {
                transaction.Merge(path, patch);
                return Task.CompletedTask;
            },
            options,
            token);

    /// <inheritdoc cref="Apply(Patch, StatePath, CommitOptions?)"/>
    public async ValueTask<Revision> ApplyAsync(
        Patch patch, StatePath path = default, CommitOptions? options = null, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(patch);
        StatePath full = Full(path);
        Operation[] operations = [.. patch.Operations.Select(step => PatchSteps.ToOperation(step, full))];
        return RevisionOfPatch(await SubmitAsync(operations, options, token).ConfigureAwait(false));
    }

    /// <summary>Sets the value at a path if a condition holds (compare-and-set).</summary>
    /// <returns>Whether it held, and the commit, or the revision at which it did not hold.</returns>
    public async ValueTask<Committed<bool>> TrySetAsync(
        StatePath path,
        Value value,
        Condition condition,
        CommitOptions? options = null,
        CancellationToken token = default)
    {
        options ??= CommitOptions.Default;
        Proposal proposal = ProposeIf(path, value, condition, options);
        Outcome outcome = await SubmitAsync(
            proposal, options, DeadlineOf(options), turn: null, seen: null, token).ConfigureAwait(false);
        return new Committed<bool>(IsSet(outcome), outcome.Commit?.Revision ?? Revision);
    }

    /// <inheritdoc cref="Update{T}(StatePath, Func{T, T}, CommitOptions?)"/>
    [RequiresUnreferencedCode(Value.Reflection)]
    [RequiresDynamicCode(Value.Reflection)]
    public Task<Committed<T>> UpdateAsync<T>(
        StatePath path, Func<T?, Task<T>> change, CommitOptions? options = null, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        return AtomicAsync(
            async transaction =>
            {
                T next = await change(transaction.GetOrDefault<T>(path)).ConfigureAwait(false);
                transaction.Set(path, next);
                return next;
            },
            options,
            token);
    }

    private async ValueTask<Commit> CommitAsync(Operation operation, CommitOptions? options, CancellationToken token) =>
        Committed(await SubmitAsync([operation], options, token).ConfigureAwait(false));

    private ValueTask<Outcome> SubmitAsync(
        Operation[] operations, CommitOptions? options, CancellationToken token)
    {
        AtomicScope.ThrowIfInside();
        options ??= CommitOptions.Default;
        Proposal proposal = Propose(operations, [], 0, options);
        return SubmitAsync(proposal, options, DeadlineOf(options), turn: null, seen: null, token);
    }
}
