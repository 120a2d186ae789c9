namespace Holdfast.Replicas;

/// <summary>The submissions of a process that wait for its writer, oldest first.</summary>
/// <remarks>Threads. Any.</remarks>
internal sealed class SubmissionQueue
{
    private readonly object _lock = new();
    private List<Pending> _waiting = [];
    private List<Pending> _spare = [];
    private volatile int _count;

    public bool IsEmpty => _count == 0;

    public void Add(Pending pending)
    {
        lock (_lock)
        {
            _waiting.Add(pending);
            _count = _waiting.Count;
        }
    }

    /// <summary>Takes all that no other function's turn holds back. The list is valid until the next call.</summary>
    public List<Pending> Take(Turn turn)
    {
        lock (_lock)
        {
            _spare.Clear();
            (_waiting, _spare) = (_spare, _waiting);
            List<Pending> taken = _spare;
            int kept = 0;
            for (int index = 0; index < taken.Count; index++)
            {
                Pending pending = taken[index];
                if (turn.IsHeldByOther(pending.Submission.Turn, out _))
                {
                    _waiting.Add(pending);
                }
                else if (pending.TryTake())
                {
                    taken[kept++] = pending;
                }
            }

            taken.RemoveRange(kept, taken.Count - kept);
            _count = _waiting.Count;
            return taken;
        }
    }

    /// <summary>Finds the oldest that somebody awaits and that no other function's turn holds back.</summary>
    /// <remarks>
    /// Those of synchronous callers have a thread of their own, which must not be done by one that has its answer
    /// already: it would wait for the log's lock for as long as they want. Lets go of those that gave up: nobody would
    /// ever take them, and who looks for work would find them for ever.
    /// </remarks>
    /// <param name="turn">The turn of the namespace.</param>
    /// <param name="held">When there are only such: how long the turn holds them back; null: there are none.</param>
    public Pending? FindAwaited(Turn turn, out TimeSpan? held)
    {
        held = null;
        lock (_lock)
        {
            _waiting.RemoveAll(pending => !pending.IsWaiting);
            _count = _waiting.Count;
            foreach (Pending pending in _waiting)
            {
                if (!pending.IsAwaited) continue;
                if (!turn.IsHeldByOther(pending.Submission.Turn, out TimeSpan rest)) return pending;
                held = rest;
            }

            return null;
        }
    }

    /// <summary>Gives all that wait; they stay in the queue until they are taken.</summary>
    public Pending[] All()
    {
        lock (_lock)
        {
            return [.. _waiting];
        }
    }
}
