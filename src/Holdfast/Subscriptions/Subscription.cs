using Holdfast.Errors;
using Holdfast.Replicas;
using Holdfast.Reporting;

namespace Holdfast.Subscriptions;

/// <summary>
/// Calls a function for each commit below a path, in order, until it is disposed: a watch that runs by itself.
/// </summary>
/// <remarks>
/// Shape.   Begins behind the revision that the namespace had when the subscription was made. When that place falls out
///          of the kept history (the program slept longer than history is kept), <c>jumped</c> is told the newest
///          revision and the subscription goes on from there, so that it never dies of having been slow. So it does
///          when the namespace is removed: <c>jumped</c> is told what has the name now, or that there is nothing; then
///          it waits, without making it, until somebody makes it anew, and misses no commit of that.
/// Threads. The functions run one at a time, outside every lock; they may dispose of the subscription. What they
///          throw is reported, and the next commit is delivered all the same.
/// Cost.    One sleeping watch; no thread while nothing happens. While there is no namespace, a look once a second.
/// </remarks>
internal sealed class Subscription : IAsyncDisposable, IDisposable
{
    private readonly State _state;
    private readonly StatePath _path;
    private readonly string _callback;
    private readonly Action<Commit> _delivered;
    private readonly Action<Snapshot> _jumped;
    private readonly Action<Subscription>? _lost;
    private readonly CancellationTokenSource _ended = new();
    private Watch? _watch;
    private Task _running = Task.CompletedTask;

    /// <summary>Fixes its place; nothing is delivered before <see cref="Start"/>.</summary>
    /// <param name="state">The state that is watched.</param>
    /// <param name="path">What must be touched, at it or below; the root for every commit.</param>
    /// <param name="callback">What the functions are, in words, for the report of one that throws.</param>
    /// <param name="delivered">Called for each commit, with what lies below the path only.</param>
    /// <param name="jumped">
    /// Called instead when commits fell out of the kept history before they were delivered, and when the namespace was
    /// removed; then the revisions may begin anew.
    /// </param>
    /// <param name="lost">
    /// Called last when it ends without being disposed of, because its store was closed or failed, which is reported:
    /// whoever keeps it must let go of it.
    /// </param>
    public Subscription(
        State state,
        StatePath path,
        string callback,
        Action<Commit> delivered,
        Action<Snapshot> jumped,
        Action<Subscription>? lost = null)
    {
        (_state, _path, _callback, _delivered, _jumped, _lost) = (state, path, callback, delivered, jumped, lost);
        Began = state.SnapshotAt(out Moment moment, out Replica? replica);
        Moment = moment;
        _watch = replica is null ? null : state.WatchBehind(replica, Began.Revision.Number, path);
    }

    /// <summary>The state behind which it begins.</summary>
    public Snapshot Began { get; }

    /// <summary>When what it began behind was, or what a function is told of just now.</summary>
    public Moment Moment { get; private set; }

    /// <summary>Begins to deliver.</summary>
    public Subscription Start()
    {
        _running = Task.Run(RunAsync);
        return this;
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

    private async Task RunAsync()
    {
        try
        {
            while (!_ended.IsCancellationRequested) await DeliverAsync().ConfigureAwait(false);
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
            _watch?.Dispose();
        }

        if (!_ended.IsCancellationRequested) _lost?.Invoke(this);
    }

    /// <summary>Delivers one commit, or what came in its place.</summary>
    private async ValueTask DeliverAsync()
    {
        if (_watch is not { } watch)
        {
            await BeginAnewAsync().ConfigureAwait(false);
            return;
        }

        try
        {
            Commit commit = await watch.NextAsync(timeout: null, _ended.Token).ConfigureAwait(false);
            Moment = new Moment(watch.Life, commit.Revision.Number);
            Call(_delivered, commit);
        }
        catch (HoldfastOperationException trimmed) when (trimmed.Code == ErrorCode.TrimmedRevision)
        {
            Jump(watch);
        }
        catch (Exception end) when (watch.IsRemoved && end is HoldfastException or ObjectDisposedException)
        {
            _state.Store.ThrowIfClosed();
            Jump(watch);
        }
    }

    /// <summary>Goes on from the newest state of what has the name now, or from nothing.</summary>
    private void Jump(Watch? before)
    {
        Snapshot newest = _state.SnapshotAt(out Moment moment, out Replica? replica);
        before?.Dispose();
        _watch = replica is null ? null : _state.WatchBehind(replica, newest.Revision.Number, _path);
        if (replica is not null) Moment = moment;
        else if (before is not null) Moment = Moment.EndOf(before.Life);
        else return;
        Call(_jumped, newest);
    }

    /// <summary>Waits for the namespace that does not exist, and goes on from its first commit.</summary>
    private async Task BeginAnewAsync()
    {
        Replica replica = await _state.WhenMadeAsync(_ended.Token).ConfigureAwait(false);
        if (replica.Log.OldestRevision == 1) _watch = _state.WatchBehind(replica, revision: 0, _path);
        else Jump(before: null);
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
