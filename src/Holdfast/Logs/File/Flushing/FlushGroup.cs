namespace Holdfast.Logs.File.Flushing;

/// <summary>
/// Lets all who wait in this process for one log's flush share flushes: one leads, the others wait for the result.
/// </summary>
/// <remarks>
/// Threads. Any. A blocking caller leads on its own thread (a lone writer pays no switch of threads); for tasks the
/// store's flush thread leads, so that no task blocks a thread of the pool.
/// </remarks>
internal sealed class FlushGroup(LogContext context, LogFlusher flusher, Action<FlushGroup> leadElsewhere)
{
    private readonly Lock _guard = new();
    private List<FlushWaiter> _waiters = [];
    private bool _isLed;

    private unsafe long Durable => Volatile.Read(ref context.Slot->Durable);

    private unsafe long Tail => Volatile.Read(ref context.Slot->Tail);

    /// <summary>Returns when everything below the position is on disk.</summary>
    public void Flush(long upTo)
    {
        upTo = Math.Min(upTo, Tail);
        while (Durable < upTo)
        {
            if (!TryJoin(upTo, isThread: true, out FlushWaiter waiter))
            {
                LeadOnce(upTo);
                return;
            }

            if (waiter.Result.GetAwaiter().GetResult())
            {
                LeadOnce(upTo);
                return;
            }
        }
    }

    /// <summary>Ends when everything below the position is on disk.</summary>
    public ValueTask FlushAsync(long upTo, CancellationToken token)
    {
        upTo = Math.Min(upTo, Tail);
        if (Durable >= upTo) return ValueTask.CompletedTask;

        token.ThrowIfCancellationRequested();
        if (!TryJoin(upTo, isThread: false, out FlushWaiter waiter)) LeadElsewhere();

        return new ValueTask(waiter.Result.WaitAsync(token));
    }

    /// <summary>Leads until nobody waits; on the store's flush thread.</summary>
    public void LeadForTasks()
    {
        while (true)
        {
            long upTo;
            lock (_guard)
            {
                if (_waiters.Count == 0)
                {
                    _isLed = false;
                    return;
                }

                upTo = _waiters.Max(waiter => waiter.UpTo);
            }

            try
            {
                flusher.Flush(upTo);
                CompleteReached();
            }
            catch (Exception fault)
            {
                FailAll(fault);
            }
        }
    }

    // True: somebody leads already, and the waiter was added. A task is added in any case.
    private bool TryJoin(long upTo, bool isThread, out FlushWaiter waiter)
    {
        lock (_guard)
        {
            waiter = new FlushWaiter(upTo, isThread);
            bool wasLed = _isLed;
            _isLed = true;
            if (wasLed || !isThread) _waiters.Add(waiter);

            return wasLed;
        }
    }

    private void LeadOnce(long upTo)
    {
        try
        {
            flusher.Flush(upTo);
        }
        catch (Exception fault)
        {
            FailAll(fault);
            HandOver();
            throw;
        }

        CompleteReached();
        HandOver();
    }

    private void CompleteReached()
    {
        long durable = Durable;
        List<FlushWaiter> reached;
        lock (_guard)
        {
            reached = _waiters.FindAll(waiter => waiter.UpTo <= durable);
            _waiters.RemoveAll(waiter => waiter.UpTo <= durable);
        }

        reached.ForEach(waiter => waiter.Complete());
    }

    private void FailAll(Exception fault)
    {
        List<FlushWaiter> failed;
        lock (_guard)
        {
            (failed, _waiters) = (_waiters, []);
        }

        failed.ForEach(waiter => waiter.Fail(fault));
    }

    private void HandOver()
    {
        FlushWaiter? next;
        lock (_guard)
        {
            if (_waiters.Count == 0)
            {
                _isLed = false;
                return;
            }

            next = _waiters.Find(waiter => waiter.IsThread);
            if (next is not null) _waiters.Remove(next);
        }

        if (next is not null)
        {
            next.Lead();
        }
        else
        {
            LeadElsewhere();
        }
    }

    // A store that is closing has no thread for it any more, and the system may have no room for one: then nobody may
    // be left waiting.
    private void LeadElsewhere()
    {
        try
        {
            leadElsewhere(this);
        }
        catch (Exception fault) when (fault
            is ObjectDisposedException or OutOfMemoryException or ThreadStartException)
        {
            lock (_guard)
            {
                _isLed = false;
            }

            FailAll(fault);
        }
    }
}
