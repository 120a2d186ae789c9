using Holdfast.Errors;
using Holdfast.Reporting;

namespace Holdfast.Subscriptions;

/// <summary>
/// Calls a function for each commit below a path, in order, until it is disposed: a watch that runs by itself.
/// </summary>
/// <remarks>
/// Shape.   Begins behind the revision that the namespace had when the subscription was made. When that place falls out
///          of the kept history (the program slept longer than history is kept), <c>jumped</c> is told the newest
///          revision and the subscription goes on from there, so that it never dies of having been slow.
/// Threads. The functions run one at a time, outside every lock; they may dispose of the subscription. What they
///          throw is reported, and the next commit is delivered all the same.
/// Cost.    One sleeping watch; no thread while nothing happens.
/// </remarks>
internal sealed class Subscription : IAsyncDisposable, IDisposable
{
    private readonly Action<Commit> _delivered;
    private readonly Action<Snapshot> _jumped;
    private readonly State _state;
    private readonly StatePath _path;
    private readonly string _callback;
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _running;

    /// <summary>Begins at once.</summary>
    /// <param name="state">The state that is watched.</param>
    /// <param name="path">What must be touched, at it or below; the root for every commit.</param>
    /// <param name="callback">What the functions are, in words, for the report of one that throws.</param>
    /// <param name="delivered">Called for each commit, with what lies below the path only.</param>
    /// <param name="jumped">
    /// Called instead when commits fell out of the kept history before they were delivered.
    /// </param>
    /// <param name="from">The first revision to deliver; null: the next one to come.</param>
    public Subscription(
        State state,
        StatePath path,
        string callback,
        Action<Commit> delivered,
        Action<Snapshot> jumped,
        Revision? from = null)
    {
        (_state, _path, _callback, _delivered, _jumped) = (state, path, callback, delivered, jumped);
        Watch watch = state.Watch(new WatchOptions { Paths = [path], From = from });
        _running = Task.Run(() => RunAsync(watch));
    }

    /// <summary>Ends the subscription; a function that runs just now ends on its own.</summary>
    public void Dispose() => _ended.Cancel();

    /// <summary>
    /// Ends the subscription and waits until no function runs any more. Not to be awaited by such a function.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
    }

    private async Task RunAsync(Watch watch)
    {
        try
        {
            while (!_ended.IsCancellationRequested)
            {
                watch = await DeliverAsync(watch).ConfigureAwait(false);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or ObjectDisposedException)
        {
            // Disposed of, or the store was closed: a quiet end, as of any watch.
        }
        catch (Exception fault)
        {
            CallbackFailures.Report(this, $"{_callback} ended, because its store failed", fault);
        }
        finally
        {
            watch.Dispose();
        }
    }

    /// <summary>Takes one commit; gives the watch to go on with.</summary>
    private async ValueTask<Watch> DeliverAsync(Watch watch)
    {
        try
        {
            Commit commit = await watch.NextAsync(timeout: null, _ended.Token).ConfigureAwait(false);
            Call(_delivered, commit);
            return watch;
        }
        catch (HoldfastOperationException trimmed) when (trimmed.Code == ErrorCode.TrimmedRevision)
        {
            watch.Dispose();
            Snapshot newest = _state.Snapshot();
            Watch next = _state.Watch(
                new WatchOptions { Paths = [_path], From = new Revision(newest.Revision.Number + 1) });
            Call(_jumped, newest);
            return next;
        }
    }

    private void Call<T>(Action<T> function, T argument)
    {
        try
        {
            function(argument);
        }
        catch (Exception failure)
        {
            CallbackFailures.Report(this, _callback, failure);
        }
    }
}
