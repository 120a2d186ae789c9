using Holdfast.Errors;
using Holdfast.Reporting;

namespace Holdfast.Lifecycle.Runs;

/// <summary>
/// Tells of each commit to the record of a run until it is disposed of, and of its own end when it ends otherwise:
/// workers that wait for a word of it would wait for ever.
/// </summary>
/// <remarks>Threads. The functions run one at a time, outside every lock.</remarks>
internal sealed class RunWatch : IDisposable
{
    private readonly State _runs;
    private readonly StatePath _path;
    private readonly string _name;
    private readonly CancellationTokenSource _ended = new();

    /// <summary>Begins at once.</summary>
    /// <param name="place">Where the record is.</param>
    /// <param name="name">The name of the run, for reports.</param>
    /// <param name="from">The first revision to tell of.</param>
    /// <param name="changed">Called with the revision up to which there is news.</param>
    /// <param name="lost">Called when there will be no more, because the store was closed or failed.</param>
    public RunWatch(RunPlace place, string name, Revision from, Action<long> changed, Action lost)
    {
        (_runs, _path, _name) = (place.Runs, place.Path, name);
        Watch watch = WatchFrom(from);
        _ = Task.Run(() => RunAsync(watch, changed, lost));
    }

    public void Dispose() => _ended.Cancel();

    private async Task RunAsync(Watch watch, Action<long> changed, Action lost)
    {
        // Linked only while it runs: the store may live much longer.
        using CancellationTokenSource either =
            CancellationTokenSource.CreateLinkedTokenSource(_ended.Token, _runs.Store.Closing);
        try
        {
            while (true) watch = await TellAsync(watch, changed, either.Token).ConfigureAwait(false);
        }
        catch (Exception end) when (end is OperationCanceledException or ObjectDisposedException)
        {
            // Disposed of, or the store was closed: nothing to report.
        }
        catch (Exception fault)
        {
            CallbackFailures.Report(this, $"watch of the run '{_name}' ended, because its store failed", fault);
        }
        finally
        {
            watch.Dispose();
        }

        if (!_ended.IsCancellationRequested) lost();
    }

    /// <summary>Tells of one commit; gives the watch to go on with.</summary>
    private async ValueTask<Watch> TellAsync(Watch watch, Action<long> changed, CancellationToken token)
    {
        try
        {
            Commit commit = await watch.NextAsync(timeout: null, token).ConfigureAwait(false);
            Call(changed, commit.Revision);
            return watch;
        }
        catch (HoldfastOperationException trimmed) when (trimmed.Code == ErrorCode.TrimmedRevision)
        {
            Revision newest = _runs.Snapshot().Revision;
            Watch next = WatchFrom(new Revision(newest.Number + 1));
            watch.Dispose();
            Call(changed, newest);
            return next;
        }
    }

    private void Call(Action<long> changed, Revision revision)
    {
        try
        {
            changed(revision.Number);
        }
        catch (Exception failure)
        {
            CallbackFailures.Report(this, $"watch of the run '{_name}'", failure);
        }
    }

    private Watch WatchFrom(Revision from) => _runs.Watch(new WatchOptions { Paths = [_path], From = from });
}
