using Holdfast.Errors;
using Holdfast.Replicas;

namespace Holdfast;

/// <content>What is on disk.</content>
public sealed partial class State
{
    /// <summary>The newest revision that is known to be on disk; all before it are too.</summary>
    public Revision DurableRevision => Find() is { } replica
        ? new(Math.Min(replica.Read().Revision, replica.Log.DurableRevision))
        : Revision.Zero;

    /// <summary>
    /// Returns when a revision, and all before it, is on disk. Calls at the same time share one flush.
    /// </summary>
    /// <param name="revision">Which; null: the newest.</param>
    /// <param name="token">Ends the waiting.</param>
    /// <exception cref="HoldfastOperationException">UnknownRevision: it is not committed yet.</exception>
    /// <exception cref="HoldfastException">Faulted: the flush failed; the log takes no more commits.</exception>
    public async ValueTask FlushAsync(Revision? revision = null, CancellationToken token = default)
    {
        if (Prepare(revision) is { } target)
            await target.Replica.Log.FlushAsync(target.Tip.Position, token).ConfigureAwait(false);
    }

    /// <inheritdoc cref="FlushAsync(Revision?, CancellationToken)"/>
    public void Flush(Revision? revision = null)
    {
        if (Prepare(revision) is { } target) target.Replica.Log.Flush(target.Tip.Position);
    }

    /// <summary>Finds what to flush; null when nothing needs it.</summary>
    private (Replica Replica, Tip Tip)? Prepare(Revision? revision)
    {
        if (Find() is not { } replica)
            return revision is { Number: > 0 } unknown ? throw Unknown(unknown) : null;

        Tip tip = replica.Read();
        if (revision > new Revision(tip.Revision))
        {
            throw new HoldfastOperationException(
                ErrorCode.UnknownRevision,
                $"Revision {revision} is not committed yet, the newest is {tip.Revision}; use that one.");
        }

        return (replica, tip);
    }
}
