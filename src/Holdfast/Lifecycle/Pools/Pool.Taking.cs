using Holdfast.Errors;
using Holdfast.Reporting;
using Holdfast.Timing;

namespace Holdfast.Lifecycle.Pools;

/// <content>The way from idle, or from nothing, to in use.</content>
public sealed partial class Pool<T>
{
    private readonly IdleItems<T> _idle;
    private PoolTally _tally;
    private int _inUse;

    /// <summary>The common case: there is an object, it needs no check, and nobody has to wait.</summary>
    private bool TryTakeIdle(out Pooled<T> taken)
    {
        taken = default;
        if (_isChecked) return false;
        lock (_lock)
        {
            if (_idle.Count == 0 || _idle.IsNewestExpired || _isDisposed || !_limit.TryEnter()) return false;
            taken = Issue(_idle.Pop());
            _tally.Reused++;
            return true;
        }
    }

    /// <summary>Marks an object as used. Under the lock.</summary>
    private Pooled<T> Issue(PoolItem<T> item)
    {
        _inUse++;
        return new Pooled<T>(this, item, item.Issue());
    }

    private async ValueTask<Pooled<T>> TakeSlowlyAsync(TimeSpan? timeout, CancellationToken token)
    {
        if (timeout is { } time) Deadline.Checked(time, nameof(timeout));
        PoolWaiter? waiter = EnterOrQueue();
        if (waiter is not null) await WaitAsync(waiter, timeout, token).ConfigureAwait(false);
        return await GetEnteredAsync(token).ConfigureAwait(false);
    }

    private PoolWaiter? EnterOrQueue()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_limit.TryEnter()) return null;
            PoolWaiter waiter = new(this);
            _limit.Enqueue(waiter);
            _tally.Waited++;
            return waiter;
        }
    }

    private async ValueTask WaitAsync(PoolWaiter waiter, TimeSpan? timeout, CancellationToken token)
    {
        try
        {
            TimeSpan rest = timeout is { } time && time <= Deadline.Longest ? time : Timeout.InfiniteTimeSpan;
            await waiter.Granted.WaitAsync(rest, _options.TimeProvider, token).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            if (TryLeave(waiter)) throw TimedOut(timeout);

            // Who is given the right in this very moment has it; whose pool was disposed of is refused.
            await waiter.Granted.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            if (TryLeave(waiter)) throw;
            await waiter.Granted.ConfigureAwait(false);
            Exit();
            throw;
        }
    }

    private bool TryLeave(PoolWaiter waiter)
    {
        lock (_lock)
        {
            return _limit.TryLeave(waiter);
        }
    }

    private HoldfastTimeoutException TimedOut(TimeSpan? timeout)
    {
        lock (_lock)
        {
            _tally.TimedOut++;
        }

        return new HoldfastTimeoutException(
            ErrorCode.TimedOut,
            $"All that may be taken of the pool ({_limit.MaxInUse}) are in use, and none was returned within "
                + $"{TimeText.Of(timeout ?? TimeSpan.Zero)}; return them earlier, raise the limit, or wait longer.");
    }

    /// <summary>Gives an object to somebody who has the right to one; the right is given back if that fails.</summary>
    private async ValueTask<Pooled<T>> GetEnteredAsync(CancellationToken token)
    {
        try
        {
            while (TryPop(out PoolItem<T>? item))
                if (await IsHealthyAsync(item, token).ConfigureAwait(false)) return Issue(item, isNew: false);
            token.ThrowIfCancellationRequested();
            return Issue(new PoolItem<T>(await _create(token).ConfigureAwait(false)), isNew: true);
        }
        catch
        {
            Exit();
            throw;
        }
    }

    private bool TryPop([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out PoolItem<T>? item)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            item = _idle.Count > 0 ? _idle.Pop() : null;
            return item is not null;
        }
    }

    private Pooled<T> Issue(PoolItem<T> item, bool isNew)
    {
        lock (_lock)
        {
            if (isNew) _tally.Created++;
            else _tally.Reused++;
            return Issue(item);
        }
    }

    /// <summary>Looks whether an idle object may be given out; if not, it is disposed of.</summary>
    private async ValueTask<bool> IsHealthyAsync(PoolItem<T> item, CancellationToken token)
    {
        bool isExpired = _idle.IsExpired(item);
        if (!isExpired && await CheckAsync(item, token).ConfigureAwait(false)) return true;
        lock (_lock)
        {
            if (isExpired) _tally.Expired++;
            else _tally.Unhealthy++;
        }

        await EndAsync(item).ConfigureAwait(false);
        return false;
    }

    private async ValueTask<bool> CheckAsync(PoolItem<T> item, CancellationToken token)
    {
        try
        {
            return (_options.IsHealthy?.Invoke(item.Value) ?? true)
                && (_options.IsHealthyAsync is not { } check
                    || await check(item.Value, token).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // That its taker gave up says nothing of the object.
            await PutBackAsync(item).ConfigureAwait(false);
            throw;
        }
        catch (Exception failure)
        {
            CallbackFailures.Report(this, $"health check of {this}", failure);
            return false;
        }
    }
}
