using System.Diagnostics;
using Holdfast.Commits;
using Holdfast.Replacing;
using Holdfast.Replicas;
using Holdfast.Reporting;
using Holdfast.Timing;

namespace Holdfast;

/// <content>Replacing one value by what is made of it, at about the cost of a plain commit.</content>
public sealed partial class State
{
    /// <summary>
    /// Replaces the value at a path by what is made of it; when that depends on more, or somebody else was faster, as
    /// an atomic function, whose attempts count on.
    /// </summary>
    /// <remarks>
    /// Cost. Without a transaction nothing is noted: what was read is one path, and what is done is one operation.
    /// </remarks>
    internal Committed<TResult> Replace<TRequest, TResult>(
        StatePath path, IReplacer<TRequest, TResult> replacer, TRequest request, CommitOptions? options)
    {
        options ??= CommitOptions.Default;
        Deadline deadline = DeadlineOf(options);
        return TryReplace(path, replacer, request, options, deadline, out Committed<TResult> result, out Rejection? why)
            ? result
            : ReplaceInTransaction(replacer, request, options, AttemptsOf(options, deadline), why);
    }

    private Committed<TResult> ReplaceInTransaction<TRequest, TResult>(
        IReplacer<TRequest, TResult> replacer,
        TRequest request,
        CommitOptions options,
        Attempts attempts,
        Rejection? rejection)
    {
        if (rejection is not null) CountConflict(attempts, rejection);
        return Atomic(transaction => replacer.Replace(request, transaction), options, attempts);
    }

    private bool TryReplace<TRequest, TResult>(
        StatePath path,
        IReplacer<TRequest, TResult> replacer,
        TRequest request,
        CommitOptions options,
        Deadline deadline,
        out Committed<TResult> result,
        out Rejection? rejection)
    {
        using Activity? activity = Telemetry.StartActivity("holdfast.atomic", Name);
        (result, rejection) = (default, null);
        StatePath full = Full(path);
        Tip tip = Begin(out Replica? seen);
        bool exists = tip.Document.TryGet(full, out Value value);
        var revision = new Revision(tip.Revision);
        if (Ask(replacer, request, exists ? value : default(Value?), revision) is not { } replacement) return false;
        result = new Committed<TResult>(replacement.Result, revision);
        if (replacement.Next is not { } next) return true;
        Proposal proposal = Propose(
            [new Operation(OperationKind.Set, full, next)],
            [new Read(full, exists ? ReadKind.Present : ReadKind.Missing)],
            tip.Revision,
            options);
        Outcome outcome = Submit(proposal, options, deadline, turn: null, seen);
        rejection = outcome.Rejection;
        if (rejection is not null) return false;
        Telemetry.Attempted(1);
        result = result with { Revision = new Revision(outcome.Revision) };
        return true;
    }

    private static Replacement<TResult>? Ask<TRequest, TResult>(
        IReplacer<TRequest, TResult> replacer, TRequest request, Value? now, Revision seen)
    {
        AtomicScope.EnterThread();
        try
        {
            return replacer.Replace(request, now, seen);
        }
        finally
        {
            AtomicScope.ExitThread();
        }
    }
}
