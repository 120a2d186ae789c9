using System.Runtime.InteropServices;

namespace Holdfast.Replicas;

/// <content>Committing for asynchronous callers, who have no thread of their own.</content>
internal sealed partial class LocalCommitter
{
    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(1);
    private int _isLookPlanned;

    /// <summary>Commits now, or as soon as no other function has the turn; never blocks for a turn.</summary>
    private void CommitSoon(Pending pending)
    {
        if (Turn.IsHeldByOther(pending.Submission.Turn, out TimeSpan rest))
        {
            // It stays queued, and costs no thread: the release of the turn commits it.
            PlanLook(rest);
        }
        else
        {
            CommitRest();
        }
    }

    /// <summary>Looks at the queue again when a turn is honoured no longer, which may be long before its end.</summary>
    private void PlanLook(TimeSpan rest)
    {
        if (rest == Timeout.InfiniteTimeSpan || Interlocked.Exchange(ref _isLookPlanned, 1) != 0)
            return;

        _ = Task.Delay(rest + Margin).ContinueWith(
            _ =>
            {
                Interlocked.Exchange(ref _isLookPlanned, 0);
                CommitRest();
            },
            TaskScheduler.Default);
    }

    /// <summary>
    /// Commits what asynchronous callers queued while the monitor was held. Never waits for a process.
    /// </summary>
    /// <remarks>
    /// Waiting for another process blocks; a thread of the pool does it for all that are queued. Whoever gives the
    /// monitor back calls this: whoever could not get it meanwhile relies on that.
    /// </remarks>
    private void CommitRest()
    {
        if (!TryCommitRest(isPatient: false)) _ = Task.Run(() => TryCommitRest(isPatient: true));
    }

    /// <summary>Commits for those who await it; false when it would have to wait and is not patient.</summary>
    private bool TryCommitRest(bool isPatient)
    {
        while (FindAwaited() is not null && Monitor.TryEnter(_writer))
        {
            try
            {
                if (FindAwaited() is not { } leader)
                {
                    // Who came after this look could not get the monitor: looked at again when it was given back.
                    continue;
                }

                if (isPatient)
                {
                    CommitQueue(leader);
                }
                else if (TryEnterLogAtOnce())
                {
                    CommitEntered(CollectionsMarshal.AsSpan(_queue.Take(Turn)));
                }
                else
                {
                    return false;
                }
            }
            finally
            {
                Monitor.Exit(_writer);
            }
        }

        return true;
    }

    private Pending? FindAwaited()
    {
        if (_queue.IsEmpty) return null;

        Pending? found = _queue.FindAwaited(Turn, out TimeSpan? held);

        // A turn may have been taken after the last look at it, also while this waited for the log's lock.
        if (found is null && held is { } rest) PlanLook(rest);
        return found;
    }

    private void OnTurnReleased()
    {
        lock (_writer)
        {
            Monitor.PulseAll(_writer);
        }

        CommitRest();
    }
}
