namespace Holdfast.Lifecycle.Resources;

/// <content>The way from closed to open.</content>
public abstract partial class SharedResource<T>
{
    private CodePlace _firstOpen;
    private long _startUps;
    private long _failedStartUps;

    /// <summary>Counts one more open of what is open.</summary>
    private bool TryAddOpen()
    {
        int count = Volatile.Read(ref _openCount);
        while (count > 0)
        {
            int seen = Interlocked.CompareExchange(ref _openCount, checked(count + 1), count);
            if (seen == count) return true;
            count = seen;
        }

        return false;
    }

    private void OpenSlowly(CodePlace place)
    {
        while (!TryOpen(place, out ResourceTransition? starting, out Task? change))
        {
            if (starting is null)
            {
                change!.Wait();
                continue;
            }

            ValueTask start = StartAsync(starting, default);
            if (start.IsCompleted) start.GetAwaiter().GetResult();
            else start.AsTask().GetAwaiter().GetResult();
            return;
        }
    }

    private async ValueTask OpenSlowlyAsync(CodePlace place, CancellationToken token)
    {
        while (!TryOpen(place, out ResourceTransition? starting, out Task? change))
        {
            if (starting is null)
            {
                await change!.WaitAsync(token).ConfigureAwait(false);
                continue;
            }

            await StartAsync(starting, token).ConfigureAwait(false);
            return;
        }
    }

    /// <summary>Opens it if that needs no waiting and no start-up; else says which of them it needs.</summary>
    /// <param name="place">Where the open is.</param>
    /// <param name="starting">The start-up that the caller has to run now.</param>
    /// <param name="change">What to wait for before trying again.</param>
    private bool TryOpen(CodePlace place, out ResourceTransition? starting, out Task? change)
    {
        (starting, change) = (null, null);
        lock (_lock)
        {
            switch (_phase)
            {
                case ResourcePhase.Open:
                    return TryAddOpen();
                case ResourcePhase.Closed:
                    starting = Begin(ResourcePhase.Starting);
                    (_firstOpen, _cycle) = (place, _cycle + 1);
                    return false;
                case ResourcePhase.Starting when _transition!.IsOwn:
                    _transition.Opens++;
                    return true;
                case ResourcePhase.ShuttingDown when _transition!.IsOwn:
                    throw ResourceFailures.OpenedByShutDown(Name);
                default:
                    change = _transition!.Done;
                    return false;
            }
        }
    }

    private ResourceTransition Begin(ResourcePhase phase)
    {
        _phase = phase;
        return _transition = new ResourceTransition();
    }

    private async ValueTask StartAsync(ResourceTransition starting, CancellationToken token)
    {
        try
        {
            ValueTask<T> start = starting.Run(() => StartUpAsync(token), static task => task.IsCompleted);
            T value = await start.ConfigureAwait(false);
            CompleteStart(starting, value);
        }
        catch
        {
            RevertStart();
            throw;
        }
        finally
        {
            starting.End();
        }
    }

    private void CompleteStart(ResourceTransition starting, T value)
    {
        lock (_lock)
        {
            _value = value;
            _startUps++;
            (_phase, _transition, _hasOpened, _isFinished) = (ResourcePhase.Open, null, true, false);

            // Last, since from here on others read the value without the lock.
            Volatile.Write(ref _openCount, 1 + starting.Opens);
        }
    }

    /// <summary>Leaves it closed; opens and leases that the start-up made of it are void.</summary>
    private void RevertStart()
    {
        lock (_lock)
        {
            _failedStartUps++;
            _cycle++;
            (_phase, _transition) = (ResourcePhase.Closed, null);
        }
    }
}
