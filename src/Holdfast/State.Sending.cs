using Holdfast.Commits;
using Holdfast.Replicas;
using Holdfast.Timing;

namespace Holdfast;

/// <content>How proposals reach the committer, and how the close of the store ends what waits there.</content>
public sealed partial class State
{
    private Outcome Submit(Proposal proposal, CommitOptions options, Deadline deadline, TurnHold? turn = null)
    {
        try
        {
            return Make().Committer.Submit(ToSubmission(proposal, options, deadline, turn, Store.Closing));
        }
        catch (OperationCanceledException) when (Store.IsClosed)
        {
            throw Store.Closed();
        }
    }

    private async ValueTask<Outcome> SubmitAsync(
        Proposal proposal, CommitOptions options, Deadline deadline, TurnHold? turn, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        using CancellationTokenSource? either = EndWith(token);
        Submission submission = ToSubmission(proposal, options, deadline, turn, either?.Token ?? Store.Closing);
        try
        {
            return await Make().Committer.SubmitAsync(submission).ConfigureAwait(false);
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
            (options.Durability ?? Store.Options.Durability) == Durability.Disk,
            deadline.Rest,
            turn,
            token);

    private Deadline DeadlineOf(CommitOptions? options) => Deadline.After(options?.Timeout ?? Store.Options.Timeout);
}
