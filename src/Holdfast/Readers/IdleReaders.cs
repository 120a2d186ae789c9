using Holdfast.Errors;

namespace Holdfast.Readers;

/// <summary>
/// Keeps, once a second, the places of a store's named readers that sleep; one timer for all of them.
/// </summary>
/// <remarks>Threads. Any; the places are kept on a thread of the pool, one after the other.</remarks>
internal sealed class IdleReaders(TimeProvider clock) : IDisposable
{
    /// <summary>How often it looks: at most what came in that time is read again after a crash.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly object _lock = new();
    private HashSet<Watch>? _sleeping;
    private ITimer? _timer;
    private bool _isSet;
    private bool _isDisposed;

    /// <summary>Looks after a watch from now on.</summary>
    public void Add(Watch watch)
    {
        lock (_lock)
        {
            (_sleeping ??= []).Add(watch);
            SetLocked();
        }
    }

    /// <summary>Leaves a watch alone again; it may be looked at once more at this moment.</summary>
    public void Remove(Watch watch)
    {
        lock (_lock)
        {
            _sleeping?.Remove(watch);
        }
    }

    /// <summary>Ends the looking.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _timer?.Dispose();
        }
    }

    /// <summary>Sets the timer for one look; it is not periodic, so that two looks never overlap.</summary>
    private void SetLocked()
    {
        if (_isSet || _isDisposed || _sleeping is not { Count: > 0 }) return;

        _isSet = true;
        _timer ??= clock.CreateTimer(static readers => ((IdleReaders)readers!).Look(), this, Never, Never);
        _timer.Change(Period, Never);
    }

    private static TimeSpan Never => Timeout.InfiniteTimeSpan;

    private void Look()
    {
        Watch[] sleeping;
        lock (_lock)
        {
            sleeping = _sleeping is null ? [] : [.. _sleeping];
        }

        foreach (Watch watch in sleeping)
        {
            Keep(watch);
        }

        lock (_lock)
        {
            _isSet = false;
            SetLocked();
        }
    }

    // Nobody waits for this commit. What hinders it hinders the reader's next call too, which reports it.
    private static void Keep(Watch watch)
    {
        try
        {
            watch.KeepIdlePlace();
        }
        catch (Exception fault) when (fault is IHoldfastError or ObjectDisposedException)
        {
        }
    }
}
