using Holdfast.Reporting;

namespace Holdfast.Lifecycle.Pools;

/// <content>The way from in use to idle, or out of the pool.</content>
public sealed partial class Pool<T>
{
    internal void Return(PoolItem<T> item, long ticket)
    {
        if (!TryKeep(item, ticket, out PoolItem<T>? surplus)) Wait(EndAndExitAsync(surplus));
    }

    internal ValueTask ReturnAsync(PoolItem<T> item, long ticket) =>
        TryKeep(item, ticket, out PoolItem<T>? surplus) ? default : EndAndExitAsync(surplus);

    internal ValueTask DiscardAsync(PoolItem<T> item, long ticket)
    {
        lock (_lock)
        {
            if (!item.TryRevoke(ticket)) return default;
            _inUse--;
            _tally.Discarded++;
        }

        return EndAndExitAsync(item);
    }

    /// <summary>Returns an object; false when it is not to be kept, and the caller has to dispose of it.</summary>
    private bool TryKeep(
        PoolItem<T> item,
        long ticket,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out PoolItem<T>? surplus)
    {
        surplus = null;
        bool isClean = true;
        if (_options.Reset is { } reset)
        {
            // Its user is done with it, but until it is reset nobody else gets it, and its place is not free.
            lock (_lock)
            {
                if (!item.TryRevoke(ticket)) return true;
                ticket = item.Issue();
            }

            isClean = TryReset(reset, item);
        }

        PoolWaiter? next;
        lock (_lock)
        {
            if (!item.TryRevoke(ticket)) return true;
            _inUse--;
            if (!isClean || _isDisposed || !_idle.TryPush(item))
            {
                if (isClean) _tally.Surplus++;
                else _tally.Unhealthy++;
                surplus = item;
                return false;
            }

            next = _limit.Exit();
        }

        next?.Grant();
        return true;
    }

    /// <summary>Keeps an object that was taken and not given out.</summary>
    private async ValueTask PutBackAsync(PoolItem<T> item)
    {
        lock (_lock)
        {
            if (!_isDisposed && _idle.TryPutBack(item)) return;
            _tally.Surplus++;
        }

        await EndAsync(item).ConfigureAwait(false);
    }

    private bool TryReset(Func<T, bool> reset, PoolItem<T> item)
    {
        try
        {
            return reset(item.Value);
        }
        catch (Exception failure)
        {
            CallbackFailures.Report(this, $"reset of an object of {this}", failure);
            return false;
        }
    }

    /// <summary>Gives the right to use an object back, or on to the next in line.</summary>
    private void Exit()
    {
        PoolWaiter? next;
        lock (_lock)
        {
            next = _limit.Exit();
        }

        next?.Grant();
    }

    /// <summary>
    /// Disposes of an object and only then lets the next one in: until then the limit's resource is still taken.
    /// </summary>
    private async ValueTask EndAndExitAsync(PoolItem<T> item)
    {
        await EndAsync(item).ConfigureAwait(false);
        Exit();
    }

    private async ValueTask EndAllAsync(List<PoolItem<T>> items)
    {
        foreach (PoolItem<T> item in items) await EndAsync(item).ConfigureAwait(false);
    }

    /// <summary>Disposes of an object if it can be; never throws, since its user is done with it.</summary>
    private async ValueTask EndAsync(PoolItem<T> item)
    {
        try
        {
            if (item.Value is IAsyncDisposable asynchronous) await asynchronous.DisposeAsync().ConfigureAwait(false);
            else (item.Value as IDisposable)?.Dispose();
        }
        catch (Exception failure)
        {
            CallbackFailures.Report(this, $"disposal of an object of {this}", failure);
        }
    }

    /// <summary>Disposes of what has lain unused for too long.</summary>
    private void OnIdleTimer()
    {
        List<PoolItem<T>> expired;
        lock (_lock)
        {
            expired = _idle.TakeExpired();
            _tally.Expired += expired.Count;
        }

        _ = EndAllAsync(expired).AsTask();
    }
}
