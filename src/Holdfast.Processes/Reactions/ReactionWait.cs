using Holdfast.Errors;
using Holdfast.Timing;

namespace Holdfast.Processes.Reactions;

/// <summary>Waits again and again for what a reaction reacts to.</summary>
/// <remarks>
/// Shape.   A condition fires when it holds at the beginning, and then once for each commit that touches what it looks
///          at and after which it holds: never twice for the same commit, so it does not spin while it stays true.
/// Threads. One at a time; dispose from any.
/// </remarks>
internal sealed class ReactionWait(Watch watch, ReactionCondition condition, ReactionOptions options) : IDisposable
{
    private bool _hasBegun;

    /// <summary>Waits for the next time.</summary>
    /// <returns>The state right after the commit, or as it was at the beginning.</returns>
    /// <exception cref="HoldfastTimeoutException">TimedOut.</exception>
    /// <exception cref="HoldfastOperationException">
    /// TrimmedRevision: it is to see each commit, and has fallen behind those that are kept.
    /// </exception>
    public async ValueTask<Snapshot> NextAsync(CancellationToken token)
    {
        Deadline deadline = Deadline.Of(options.Timeout);
        if (options.IsLive && (!_hasBegun || condition.IsChange)) watch.GoLive();
        if (!_hasBegun)
        {
            _hasBegun = true;
            if (!condition.IsChange)
                return await watch.NextWhenAsync(condition.Holds, options.Timeout, token).ConfigureAwait(false);
        }

        try
        {
            return await NextCommitAsync(deadline, token).ConfigureAwait(false);
        }
        catch (HoldfastOperationException gone) when (options.IsLive && gone.Code == ErrorCode.TrimmedRevision)
        {
            // It has fallen behind the history that is kept. Only the newest state is wanted, so it looks at that.
            watch.GoLive();
            return await watch.NextWhenAsync(condition.Holds, RestOf(deadline), token).ConfigureAwait(false);
        }
    }

    public void Dispose() => watch.Dispose();

    private async ValueTask<Snapshot> NextCommitAsync(Deadline deadline, CancellationToken token)
    {
        Commit? newest = options.IsLive ? Newest() : null;
        while (true)
        {
            Commit commit = newest ?? await watch.NextAsync(RestOf(deadline), token).ConfigureAwait(false);
            newest = null;
            if (Counts(commit) && condition.Holds(commit.After)) return commit.After;
        }
    }

    private bool Counts(Commit commit) => options.IncludesEqual || !commit.AreEqual;

    /// <summary>Takes all that was committed meanwhile, and gives the last that counts; null: nothing was.</summary>
    private Commit? Newest()
    {
        Commit? newest = null;
        while (watch.TryNext(out Commit? commit))
            if (Counts(commit)) newest = commit;
        return newest;
    }

    private static TimeSpan? RestOf(Deadline deadline) =>
        deadline.Rest == Timeout.InfiniteTimeSpan ? null : deadline.Rest;
}
