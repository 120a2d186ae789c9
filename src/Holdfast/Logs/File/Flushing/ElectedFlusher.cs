using Holdfast.Errors;
using Holdfast.Logs.File.Live;
using Holdfast.Logs.File.Native;

namespace Holdfast.Logs.File.Flushing;

/// <summary>Flushes all namespaces every 100 ms while there is something to flush, in one process at a time.</summary>
/// <remarks>
/// The process that holds the flusher's kernel lock is elected; when it dies, the next one that looks (each commit
/// after a pause, and each process once a second) takes over. While nothing is unflushed the thread sleeps on a word of
/// `live`.
/// </remarks>
internal sealed unsafe class ElectedFlusher(StoreSession session, Action<int> flushSlot) : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(1);
    private readonly Lock _guard = new();
    private readonly ManualResetEventSlim _ended = new();
    private readonly LiveHeader* _header = session.Live.Header;
    private Thread? _thread;

    /// <summary>Takes the part of the flusher if nobody has it.</summary>
    public void TryElect()
    {
        if (_thread is not null) return;

        lock (_guard)
        {
            if (_thread is null && !_ended.IsSet && session.Live.TryLock(LiveLayout.FlusherLock)) Begin();
        }
    }

    /// <summary>Ends the thread; what is unflushed then is left to the caller.</summary>
    public void Dispose()
    {
        lock (_guard)
        {
            _ended.Set();
            Futex.WakeAll(&_header->Unflushed);
        }

        while (_thread is { } thread && !thread.Join(TimeSpan.FromMilliseconds(10)))
        {
            Futex.WakeAll(&_header->Unflushed);
        }
    }

    /// <summary>Flushes every namespace that has something unflushed; a fault is kept in its slot.</summary>
    public void FlushAll()
    {
        int count = Volatile.Read(ref _header->SlotCount);
        for (int index = 0; index < count; index++)
        {
            LiveSlot* slot = session.Live.Slot(index);
            if (Volatile.Read(ref slot->Durable) < Volatile.Read(ref slot->Tail) && Volatile.Read(ref slot->Fault) == 0)
                TryFlush(index);
        }
    }

    private void TryFlush(int index)
    {
        try
        {
            flushSlot(index);
        }
        catch (Exception fault) when (fault is IHoldfastError or ObjectDisposedException)
        {
            // A failed flush is in the slot, for all; a folder that is gone is found by the look once a second.
        }
    }

    // Whoever has just committed comes here too, and that stays done when the system has no room for a thread: then
    // another process may have the part, or the next look.
    private void Begin()
    {
        try
        {
            Thread thread = new(Run) { IsBackground = true, Name = "Holdfast flusher" };
            thread.Start();
            _thread = thread;
        }
        catch (Exception fault) when (fault is OutOfMemoryException or ThreadStartException)
        {
            session.Live.Unlock(LiveLayout.FlusherLock);
        }
    }

    // The word is cleared before the tails are looked at: a commit that comes later sets it again.
    private void Run()
    {
        while (!_ended.IsSet)
        {
            if (Volatile.Read(ref _header->Unflushed) == 0)
            {
                Futex.Sleep(&_header->Unflushed, 0, LongestSleep);
            }
            else
            {
                _ended.Wait(Period);
                Interlocked.Exchange(ref _header->Unflushed, 0);
            }

            // Also after a sleep: a writer may have died between publishing and saying so.
            FlushAll();
        }
    }
}
