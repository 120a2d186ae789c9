using Holdfast.Errors;
using Holdfast.Proof.Child.Workloads;

namespace Holdfast.Proof.Tests.Watches;

/// <summary>One watch that is ended and begun again where it was, with all that it delivered.</summary>
/// <remarks>Threads. One at a time.</remarks>
/// <param name="path">What it watches.</param>
/// <param name="reader">The name under which the store keeps its place; null: it keeps the place itself.</param>
/// <param name="seed">Says how long the sessions are, and which calls are made.</param>
internal sealed class RecordedWatch(string path, string? reader, int seed) : IDisposable
{
    private const int LongestSession = 100;
    private const int EveryWhole = 16;
    private const int ShortlyBefore = 10;
    private static readonly TimeSpan Haste = TimeSpan.FromMilliseconds(1);

    private readonly StatePath _place = StatePath.Parse(path);
    private readonly Random _random = new(seed);
    private State? _state;
    private Watch? _watch;
    private int _left;

    public string Path { get; } = path;

    /// <summary>The states of so many revisions have one that is compared.</summary>
    public int Every { get; } = path.Length == 0 ? EveryWhole : 1;

    /// <summary>What it delivered: one run, and another for each time when it was told that history was lost.</summary>
    public List<WatchRun> Runs { get; } = [];

    /// <summary>Takes what there is, so much at the most, and waits for nothing.</summary>
    public void Take(State state, int most = int.MaxValue)
    {
        for (int taken = 0; taken < most && TryTakeOne(state); taken++)
        {
        }
    }

    /// <summary>Leaves out what was committed meanwhile; goes on as a watch that begins shortly before now.</summary>
    public void BeginAnew(State state)
    {
        if (Runs.Count == 0) return;
        Dispose();
        Runs.Add(new WatchRun(reader is not null));
        Watch watch = Begin(state, Math.Max(state.OldestRevision.Number, state.Revision.Number - ShortlyBefore));
        if (reader is null) return;

        // Its place counts, whatever it asks for.
        watch.GoLive();
        Runs[^1].Sessions[^1] = new WatchSession(0, watch.Position.Number, []);
    }

    /// <summary>Takes what comes, and is now and then impatient, until it is stopped.</summary>
    public async Task RunAsync(State state, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                Watch watch = Open(state);
                TimeSpan? timeout = _random.Next(8) == 0 ? Haste : null;
                Record(await watch.NextAsync(timeout, stop).ConfigureAwait(false), watch);
            }
            catch (Exception end) when (end is HoldfastTimeoutException or OperationCanceledException)
            {
                // A wait that ends without a commit must leave it to the next one.
            }
            catch (HoldfastOperationException lost) when (lost.Code == ErrorCode.TrimmedRevision)
            {
                BeginBehind(lost, state);
            }
        }
    }

    public void Dispose() => _watch?.Dispose();

    private bool TryTakeOne(State state)
    {
        try
        {
            Watch watch = Open(state);
            if (!watch.TryNext(out Commit? commit))
            {
                return false;
            }

            Record(commit, watch);
        }
        catch (HoldfastOperationException lost) when (lost.Code == ErrorCode.TrimmedRevision)
        {
            BeginBehind(lost, state);
        }

        return true;
    }

    private void Record(Commit commit, Watch watch)
    {
        Runs[^1].Sessions[^1].Deliveries.Add(
            Delivery.Of(commit, _place, commit.Changes, watch.Position.Number, Every));
        _left--;
    }

    /// <summary>Goes on with the watch that is open, or begins a session where the last one ended.</summary>
    private Watch Open(State state)
    {
        if (_watch is { } open && _state == state && _left > 0)
        {
            return open;
        }

        if (Runs.Count == 0) Runs.Add(new WatchRun(reader is not null));
        Dispose();
        return Begin(state, Runs[^1].Sessions.Count == 0 ? state.OldestRevision.Number : Runs[^1].Next);
    }

    private Watch Begin(State state, long from)
    {
        // Each is longer than those before: to begin far behind is to replay all from the checkpoint below that.
        int sessions = Runs.Sum(run => run.Sessions.Count) + 1;
        (_watch, _state, _left) = (null, state, _random.Next(1, LongestSession) * sessions);
        Watch watch = state.Watch(new WatchOptions
        {
            Paths = Path.Length == 0 ? [] : [_place],
            From = new Revision(from),
            Reader = reader,
        });
        Runs[^1].Sessions.Add(new WatchSession(reader is null ? from : 0, watch.Position.Number, []));
        return _watch = watch;
    }

    /// <summary>Was told that history is lost: it must be true, and say where it goes on.</summary>
    private void BeginBehind(HoldfastOperationException lost, State state)
    {
        Assert.True(state.OldestRevision.Number > Runs[^1].Next, $"nothing was lost from {Runs[^1].Next} on: {lost}");
        Assert.Contains("kept from revision ", lost.Message, StringComparison.Ordinal);
        Runs.Add(new WatchRun(reader is not null));
        if (reader is not null && _watch is { } watch)
        {
            // Its place counts, whatever it asks for; it is moved to now, and kept with the next call.
            watch.GoLive();
            Runs[^1].Sessions.Add(new WatchSession(0, watch.Position.Number, []));
        }
        else
        {
            Dispose();
            _watch = null;
        }
    }
}
