using Holdfast.Commits;
using Holdfast.Errors;
using Holdfast.Replicas;
using Holdfast.Stores;
using Holdfast.Timing;

namespace Holdfast;

/// <content>How proposals reach the committer, and how the close of the store ends what waits there.</content>
public sealed partial class State
{
    /// <summary>Has a proposal decided.</summary>
    /// <param name="proposal">The proposal.</param>
    /// <param name="options">How to commit it.</param>
    /// <param name="deadline">When the waiting ends.</param>
    /// <param name="turn">The turn that its function holds.</param>
    /// <param name="seen">
    /// What it was made from; null when it was made from nothing, which holds of whatever namespace there is now.
    /// </param>
    private Outcome Submit(
        Proposal proposal, CommitOptions options, Deadline deadline, TurnHold? turn = null, Replica? seen = null)
    {
        try
        {
            if (FindDecider(seen) is not { } replica) return OfAnotherLife;

            return replica.Committer.Submit(ToSubmission(proposal, options, deadline, turn, Store.Closing));
        }
        catch (OperationCanceledException) when (Store.IsClosed)
        {
            throw Store.Closed();
        }
    }

    private async ValueTask<Outcome> SubmitAsync(
        Proposal proposal,
        CommitOptions options,
        Deadline deadline,
        TurnHold? turn,
        Replica? seen,
        CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        using CancellationTokenSource? either = EndWith(token);
        Submission submission = ToSubmission(proposal, options, deadline, turn, either?.Token ?? Store.Closing);
        try
        {
            if (FindDecider(seen) is not { } replica) return OfAnotherLife;

            return await replica.Committer.SubmitAsync(submission).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (IsEndedByClose(token))
        {
            throw Store.Closed();
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            throw new OperationCanceledException(token);
        }
    }

    /// <summary>Gives the replica that decides a proposal; null when what it was made from is gone.</summary>
    private Replica? FindDecider(Replica? seen)
    {
        if (seen is { IsRemoved: true }) return null;

        Replica replica = Make();
        return seen is null || seen == replica ? replica : null;
    }

    // A conflict, whatever was read: the revisions of a namespace that was made anew begin anew, and tell nothing.
    private Outcome OfAnotherLife => new(null, new Rejection(ErrorCode.Conflict, _section, -1), 0);

    /// <summary>Takes the turn. From then on nobody else commits, also nobody who had begun before.</summary>
    private TurnHold TakeTurn(TimeSpan limit, Deadline deadline)
    {
        TurnHold? hold = null;
        try
        {
            Committer committer = Make().Committer;
            hold = committer.Turn.Take(limit, deadline.Rest, Store.Closing);
            committer.Settle(deadline.Rest, Store.Closing);
            return hold;
        }
        catch (Exception failure)
        {
            hold?.Release();
            if (failure is OperationCanceledException && Store.IsClosed) throw Store.Closed();

            throw;
        }
    }

    /// <inheritdoc cref="TakeTurn"/>
    private async ValueTask<TurnHold> TakeTurnAsync(TimeSpan limit, Deadline deadline, CancellationToken token)
    {
        using CancellationTokenSource? either = EndWith(token);
        CancellationToken end = either?.Token ?? Store.Closing;
        TurnHold? hold = null;
        try
        {
            Committer committer = Make().Committer;
            hold = await committer.Turn.TakeAsync(limit, deadline.Rest, end).ConfigureAwait(false);
            await Task.Run(() => committer.Settle(deadline.Rest, end), end).ConfigureAwait(false);
            return hold;
        }
        catch (Exception failure)
        {
            hold?.Release();
            if (failure is not OperationCanceledException) throw;

            if (IsEndedByClose(token)) throw Store.Closed();

            token.ThrowIfCancellationRequested();
            throw;
        }
    }

    private bool IsEndedByClose(CancellationToken token) => Store.IsClosed && !token.IsCancellationRequested;

    /// <summary>Joins the caller's token with the store's; null when the caller has none.</summary>
    private CancellationTokenSource? EndWith(CancellationToken token) =>
        token.CanBeCanceled ? CancellationTokenSource.CreateLinkedTokenSource(token, Store.Closing) : null;

    private Submission ToSubmission(
        Proposal proposal, CommitOptions options, Deadline deadline, TurnHold? turn, CancellationToken token) => new(
            proposal,
            IsDisk(options),
            deadline.Rest,
            turn,
            token);

    // Of one commit too it is refused before anything is changed, not granted in name only.
    private bool IsDisk(CommitOptions options)
    {
        if ((options.Durability ?? Store.Options.Durability) != Durability.Disk) return false;

        Engines.ThrowIfRefused(Durability.Disk, Store.Address, Store.Capabilities);
        return true;
    }

    private Deadline DeadlineOf(CommitOptions? options) => Deadline.After(options?.Timeout ?? Store.Options.Timeout);
}
