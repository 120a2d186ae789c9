namespace Holdfast.Proof.Tests.Watches;

/// <summary>
/// Watches that go along with a test, whatever that is about; at its end every word of the contract is checked against
/// the history of the state.
/// </summary>
/// <remarks>
/// Shape.   On everything, with a place that is kept here and with one that the store keeps, and on some paths.
/// Threads. One at a time.
/// </remarks>
internal sealed class WatchRecorder : IDisposable
{
    private const int Some = 20;

    private static int _recorders;
    private readonly CancellationTokenSource _stop = new();
    private readonly RecordedWatch[] _watches;
    private Task _running = Task.CompletedTask;
    private bool _takesSome;

    /// <summary>Makes one that takes deliveries when it is told to; for a test of one thread.</summary>
    public WatchRecorder(params string[] paths)
    {
        int seed = Environment.TickCount;
        string reader = FormattableString.Invariant($"recorder {Interlocked.Increment(ref _recorders)}");
        _watches =
        [
            new RecordedWatch("", reader: null, seed),
            new RecordedWatch("", reader, seed + 1),
            .. paths.Select((path, index) => new RecordedWatch(path, reader: null, seed + 2 + index)),
        ];
    }

    /// <summary>How much was delivered.</summary>
    public int Count => _watches.Sum(watch => watch.Runs.Sum(run => run.Deliveries.Count()));

    /// <summary>How often a watch was told that history was lost.</summary>
    public int Losses => _watches.Sum(watch => Math.Max(0, watch.Runs.Count - 1));

    /// <summary>Makes one that goes along on threads of its own from now on.</summary>
    public static WatchRecorder Begin(State state, params string[] paths)
    {
        var recorder = new WatchRecorder(paths);
        recorder._running = Task.WhenAll(recorder._watches.Select(
            watch => Task.Run(() => watch.RunAsync(state, recorder._stop.Token))));
        return recorder;
    }

    /// <summary>
    /// Takes what was committed since; the state may be that of a store that was opened anew, or at another place.
    /// </summary>
    public void Take(State state) => Array.ForEach(_watches, watch => watch.Take(state));

    /// <summary>
    /// Takes a few of the commits that are made now: beside many writers a watch that took all would only fall behind.
    /// </summary>
    public void TakeSome(State state)
    {
        foreach (RecordedWatch watch in _watches)
        {
            watch.BeginAnew(state);
            watch.Take(state, Some);
        }

        _takesSome = true;
    }

    /// <summary>Ends the watches, when nobody commits any more, and checks all that they told.</summary>
    public void Check(State state)
    {
        _stop.Cancel();
        _running.GetAwaiter().GetResult();
        if (!_takesSome) Take(state);
        Commit[] history = [.. state.History().Where(commit => !_takesSome || IsTaken(commit))];
        long oldest = state.OldestRevision.Number;
        Dictionary<string, WatchTruth> truths = _watches.DistinctBy(watch => watch.Path).ToDictionary(
            watch => watch.Path, watch => new WatchTruth(history, watch.Path, watch.Every));
        foreach (RecordedWatch watch in _watches)
        {
            WatchTruth truth = truths[watch.Path];
            string[] faults =
                [.. watch.Runs.SelectMany(run => WatchContract.FindFaults(run.From(oldest), truth, run))];
            if (faults.Length > 0) Assert.Fail($"'{watch.Path}': {string.Join('\n', faults)}");
            if (!_takesSome) Assert.Null(truth.FirstFrom(watch.Runs[^1].Next));
        }

        Assert.True(history.Length == 0 || Count > 0, "nothing was delivered, so nothing was proved");
    }

    private bool IsTaken(Commit commit) =>
        Array.Exists(_watches, watch => watch.Runs.Exists(run => run.Covers(commit.Revision.Number)));

    public void Dispose()
    {
        _stop.Cancel();
        ((IAsyncResult)_running).AsyncWaitHandle.WaitOne();
        Array.ForEach(_watches, watch => watch.Dispose());
        _stop.Dispose();
    }
}
