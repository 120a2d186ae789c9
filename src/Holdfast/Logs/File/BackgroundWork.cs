using Holdfast.Errors;

namespace Holdfast.Logs.File;

/// <summary>
/// Runs a store's side work on the pool, and lets closing wait for it: nothing touches the folder afterwards.
/// </summary>
internal sealed class BackgroundWork
{
    private readonly object _guard = new();
    private int _count;
    private bool _isEnded;

    /// <summary>Runs something soon; not at all when the store is closing.</summary>
    /// <remarks>A fault ends the work and nothing else: all of it is tried again by whoever needs the result.</remarks>
    public void Run(Action work)
    {
        lock (_guard)
        {
            if (_isEnded)
            {
                return;
            }

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
            while (_count > 0)
            {
                Monitor.Wait(_guard);
            }
        }
    }

    private void RunNow(Action work)
    {
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
            lock (_guard)
            {
                _count--;
                Monitor.PulseAll(_guard);
            }
        }
    }
}
