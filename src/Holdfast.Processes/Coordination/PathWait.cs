using Holdfast.Errors;
using Holdfast.Processes.Liveness;
using Holdfast.Timing;

namespace Holdfast.Processes.Coordination;

/// <summary>Sleeps until something is committed at a path, or the death watch finds a reason to look again.</summary>
/// <remarks>
/// A call that blocks needs no thread of the pool: the watch runs on the thread that learns of the commit, the death
/// watch has its own, and the end of the time is the blocked thread's own.
/// Threads. One waits at a time.
/// </remarks>
internal sealed class PathWait : IDisposable
{
    private readonly SemaphoreSlim _wake = new(0);
    private readonly CancellationTokenSource _ended = new();
    private readonly State _state;
    private readonly StatePath[] _paths;
    private volatile Watch _watch;
    private readonly IDisposable? _reasons;
    private int _isWoken;

    /// <summary>Watches from now on: what is committed after this call wakes.</summary>
    /// <param name="state">The state that is watched.</param>
    /// <param name="isTime">Asked ten times a second whether to wake as well; null: never.</param>
    /// <param name="paths">The paths that are watched.</param>
    public PathWait(State state, Func<LivingProcesses, bool>? isTime, params ReadOnlySpan<StatePath> paths)
    {
        (_state, _paths) = (state, paths.ToArray());
        _watch = state.Watch(paths);
        _reasons = isTime is null ? null : DeathWatch.Of(state.Store).Register(isTime, Wake);
        _ = ListenAsync();
    }

    /// <summary>Waits for the next reason to look; at once when there was one since the last time.</summary>
    public void Wait(Deadline deadline, CancellationToken token)
    {
        _wake.Wait(deadline.Rest, token);
        Volatile.Write(ref _isWoken, 0);
    }

    /// <inheritdoc cref="Wait"/>
    public async Task WaitAsync(Deadline deadline, CancellationToken token)
    {
        await _wake.WaitAsync(deadline.Rest, token).ConfigureAwait(false);
        Volatile.Write(ref _isWoken, 0);
    }

    // The semaphore has nothing to dispose of, and a wake that is just under way must still find it.
    public void Dispose()
    {
        _ended.Cancel();
        _watch.Dispose();
        _reasons?.Dispose();
    }

    private void Wake()
    {
        if (Interlocked.Exchange(ref _isWoken, 1) == 0) _wake.Release();
    }

    private async Task ListenAsync()
    {
        try
        {
            while (true)
            {
                await NextAsync().ConfigureAwait(false);
                Wake();
            }
        }
        catch (Exception end) when (end is ObjectDisposedException or OperationCanceledException or IHoldfastError)
        {
            // Who waited looks at the state and meets the same.
            Wake();
        }
    }

    private async ValueTask NextAsync()
    {
        try
        {
            await _watch.NextAsync().ConfigureAwait(false);
        }
        catch (HoldfastOperationException trimmed) when (trimmed.Code == ErrorCode.TrimmedRevision)
        {
            _watch.GoLive();
        }
        catch (HoldfastException) when (_watch.IsRemoved)
        {
            // What is there now is looked at at once, and again with each commit to what somebody makes of that name.
            Wake();
            await _state.WhenMadeAsync(_ended.Token).ConfigureAwait(false);
            _watch.Dispose();
            _watch = _state.Watch(new WatchOptions { Paths = _paths, From = new Revision(1) });
            if (_ended.IsCancellationRequested) _watch.Dispose();
        }
    }
}
