using Holdfast.Errors;

namespace Holdfast.Logs.File;

/// <summary>
/// Runs a store's side work on the pool, and lets closing wait for it: nothing touches the folder afterwards.
/// </summary>
internal sealed class BackgroundWork
{
    [ThreadStatic]
    private static BackgroundWork? _runningHere;

    private readonly object _guard = new();
    private int _count;
    private bool _isEnded;

    /// <summary>Runs something soon; not at all when the store is closing.</summary>
    /// <remarks>A fault ends the work and nothing else: all of it is tried again by whoever needs the result.</remarks>
    public void Run(Action work)
    {
        lock (_guard)
        {
            if (_isEnded) return;

            _count++;
        }

        ThreadPool.UnsafeQueueUserWorkItem(RunNow, work, preferLocal: false);
    }

    /// <summary>Takes no more work, and returns when what was taken is done.</summary>
    public void End()
    {
        lock (_guard)
        {
            _isEnded = true;

            // Work that closes the store, as a fault's handler may, must not wait for itself.
            int own = _runningHere == this ? 1 : 0;
            while (_count > own)
            {
                Monitor.Wait(_guard);
            }
        }
    }

    private void RunNow(Action work)
    {
        _runningHere = this;
        try
        {
            work();
        }
        catch (Exception fault) when (fault is IHoldfastError or ObjectDisposedException)
        {
            // A segment is made by the writer that needs it, a checkpoint is asked for again, history is trimmed later.
        }
        finally
        {
            _runningHere = null;
            lock (_guard)
            {
                _count--;
                Monitor.PulseAll(_guard);
            }
        }
    }
}
