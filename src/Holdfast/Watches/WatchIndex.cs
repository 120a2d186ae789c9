using Holdfast.Commits;
using Holdfast.Logs;
using Holdfast.Replicas;
using Holdfast.Reporting;

namespace Holdfast.Watches;

/// <summary>Who waits for which paths, so that a commit costs what it wakes and not what sleeps.</summary>
/// <remarks>Threads. Any; one lock, under which nothing of the user runs.</remarks>
/// <param name="log">Is told whether anybody waits.</param>
/// <param name="clock">Milliseconds of a clock that never runs back.</param>
internal sealed class WatchIndex(Log log, Func<long> clock)
{
    /// <summary>
    /// The log stays watched for so long after the last waiter went: a loop that takes commits one by one waits again
    /// at once, and telling the log each time would wake every process.
    /// </summary>
    public const long LingerMilliseconds = 1000;

    private readonly object _lock = new();

    // Made for the first waiter; a store that is only looked at has none.
    private IndexNode? _root;
    private HashSet<Waiter>? _all;
    private volatile int _count;
    private volatile bool _isWatched;
    private long _emptySince;

    public void Add(Waiter waiter)
    {
        lock (_lock)
        {
            foreach (StatePath path in waiter.Paths)
            {
                IndexNode place = FindOrMake(path);
                place.Waiters.Add(waiter);
                waiter.Places.Add(place);
            }

            (_all ??= []).Add(waiter);
            Telemetry.Waiting(1);
            _count = _all.Count;
            if (!_isWatched) _isWatched = log.IsWatched = true;
        }
    }

    /// <summary>Notes that nothing has touched the paths of a waiter up to a revision, and gives that.</summary>
    /// <returns>0: it does not wait any more, as something has touched them or somebody has ended it.</returns>
    public long PassOver(Waiter waiter, long revision)
    {
        lock (_lock)
        {
            return _all is not null && _all.Contains(waiter) ? waiter.PassedOver = revision : 0;
        }
    }

    public void Remove(Waiter waiter)
    {
        lock (_lock)
        {
            RemoveLocked(waiter);
        }
    }

    /// <summary>Ends the waits whose paths a commit touches.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="due">Gets the waiters that ended; the caller has them executed when it holds no lock.</param>
    public void Signal(Commit commit, ref List<Waiter>? due)
    {
        if (_count == 0)
        {
            StopWatching();
        }
        else
        {
            SignalWaiters(commit, ref due);
        }
    }

    /// <summary>Ends all waits: each must look at the log itself.</summary>
    public void SignalAll(ref List<Waiter>? due)
    {
        lock (_lock)
        {
            foreach (Waiter waiter in Waiting())
            {
                EndLocked(waiter, commit: null, ref due);
            }
        }
    }

    /// <summary>Ends one wait with a fault, unless it has ended.</summary>
    public void Fail(Waiter waiter, Exception fault)
    {
        if (waiter.TryEnd(commit: null, fault))
        {
            Remove(waiter);
            waiter.ExecuteSoon();
        }
    }

    /// <summary>Ends every wait with a fault.</summary>
    public void Fail(Exception fault)
    {
        // Each throws one of its own: an exception that thousands throw in turn gathers the stacks of all.
        foreach (Waiter waiter in Waiting())
        {
            Fail(waiter, Failures.Again(fault));
        }
    }

    /// <summary>Ends the waits of one open store.</summary>
    /// <param name="owner">The store.</param>
    /// <param name="makeFault">Makes the fault of each; not called where nobody waits.</param>
    public void FailOwned(object owner, Func<Exception> makeFault)
    {
        foreach (Waiter waiter in Waiting())
        {
            if (waiter.Owner == owner) Fail(waiter, makeFault());
        }
    }

    // Apart, so that a store that is only looked at loads nothing of waits.
    private void SignalWaiters(Commit commit, ref List<Waiter>? due)
    {
        lock (_lock)
        {
            var touched = new List<Waiter>();
            foreach (Change change in commit.ChangeArray)
            {
                Collect(ChangeShape.MovesNeighbours(change) ? change.Path.Parent : change.Path, touched);
            }

            foreach (Waiter waiter in touched)
            {
                EndLocked(waiter, commit, ref due);
            }
        }
    }

    private Waiter[] Waiting()
    {
        lock (_lock)
        {
            var waiting = new Waiter[_count];
            _all?.CopyTo(waiting);
            return waiting;
        }
    }

    private void EndLocked(Waiter waiter, Commit? commit, ref List<Waiter>? due)
    {
        RemoveLocked(waiter);
        if (waiter.TryEnd(commit, fault: null)) (due ??= []).Add(waiter);
    }

    private void Collect(StatePath path, List<Waiter> into)
    {
        IndexNode? node = _root!;
        into.AddRange(node.Waiters);
        for (int index = 0; index < path.Count; index++)
        {
            if (node.Children.Count == 0 || !node.Children.TryGetValue(path[index], out node))
                return;

            into.AddRange(node.Waiters);
        }

        CollectBelow(node, into);
    }

    private static void CollectBelow(IndexNode node, List<Waiter> into)
    {
        foreach (IndexNode child in node.Children.Values)
        {
            into.AddRange(child.Waiters);
            CollectBelow(child, into);
        }
    }

    private IndexNode FindOrMake(StatePath path)
    {
        IndexNode node = _root ??= new IndexNode(null, "");
        for (int index = 0; index < path.Count; index++)
        {
            string name = path[index];
            if (!node.Children.TryGetValue(name, out IndexNode? child))
            {
                child = new IndexNode(node, name);
                node.Children.Add(name, child);
            }

            node = child;
        }

        return node;
    }

    private void RemoveLocked(Waiter waiter)
    {
        if (_all is null || !_all.Remove(waiter)) return;

        Telemetry.Waiting(-1);

        foreach (IndexNode place in waiter.Places)
        {
            place.Waiters.Remove(waiter);
            for (IndexNode node = place; node.IsEmpty && node.Parent is { } parent; node = parent)
            {
                parent.Children.Remove(node.Name);
            }
        }

        waiter.Places.Clear();
        _count = _all.Count;
        if (_count == 0) _emptySince = clock();
    }

    private void StopWatching()
    {
        if (!_isWatched || clock() - Volatile.Read(ref _emptySince) < LingerMilliseconds) return;

        lock (_lock)
        {
            if (_count == 0) _isWatched = log.IsWatched = false;
        }
    }
}
