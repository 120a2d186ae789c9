using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Holdfast.Errors;
using Holdfast.Processes.Calls;
using Holdfast.Processes.Entry;
using Holdfast.Processes.Maps.Progress;
using Holdfast.Processes.Wire;
using Holdfast.Processes.Workers;
using Holdfast.Reporting;

namespace Holdfast.Processes.Maps;

/// <summary>Cuts items into pieces and gives them to workers, ahead of whoever takes the results.</summary>
/// <remarks>
/// The channel keeps the order, and its bound the memory: an endless map waits when its results are not taken.
/// Threads. Runs on the thread pool, one flow for the items and one for each piece on its way.
/// </remarks>
[RequiresUnreferencedCode(FunctionReference.Reflection)]
[RequiresDynamicCode(FunctionReference.Reflection)]
[SuppressMessage(
    "Design",
    "CA1001",
    Justification = "One goes with the last piece; the other has no timer, and who ends the map late must find it.")]
internal sealed class MapFeeder
{
    /// <summary>How many pieces may be on their way or wait to be taken, for each worker.</summary>
    private const int AheadPerWorker = 8;

    private readonly WorkerCrew _crew;
    private readonly FunctionReference _function;
    private readonly ItemSource _items;
    private readonly MapOptions _options;
    private readonly CancellationTokenSource _ended = new();
    private readonly CancellationTokenSource _stopped;
    private readonly CancellationTokenRegistration _cancelling;
    private readonly Channel<MapChunk> _chunks;
    private readonly ChunkSizer _sizer = new();
    private readonly MapTally _tally;
    private readonly Lock _lock = new();

    // The pieces that are with workers, and the flow of the items.
    private int _underWay = 1;

    public MapFeeder(WorkerCrew crew, FunctionReference function, ItemSource items, MapOptions options)
    {
        (_crew, _function, _items, _options) = (crew, function, items, options);
        _stopped = CancellationTokenSource.CreateLinkedTokenSource(_ended.Token);
        _tally = new MapTally(items.Total, options);
        int ahead = AheadPerWorker * Math.Max(1, crew.Processes.Count);
        _chunks = Channel.CreateBounded<MapChunk>(new BoundedChannelOptions(ahead) { SingleReader = true });
        _cancelling = options.Token.UnsafeRegister(static feeder => ((MapFeeder)feeder!).End(), this);
        Task.Run(FeedAsync);
    }

    /// <summary>The pieces, in the order of the items.</summary>
    public ChannelReader<MapChunk> Chunks => _chunks.Reader;

    /// <summary>Begins no more items, and lets nothing wait for a worker any more.</summary>
    public void End()
    {
        _ended.Cancel();
        _tally.Clear();
    }

    private async Task FeedAsync()
    {
        Exception? fault = null;
        try
        {
            for (long first = 0; ;)
            {
                int size;
                lock (_lock) size = _sizer.Next;
                ChunkItems next = await _items.TakeAsync(size, _stopped.Token).ConfigureAwait(false);
                if (next.Count == 0) break;
                TaskCompletionSource<ChunkResult> result = new(TaskCreationOptions.RunContinuationsAsynchronously);
                MapChunk chunk = new(first, next.Count, result.Task);
                await _chunks.Writer.WriteAsync(chunk, _stopped.Token).ConfigureAwait(false);
                first += next.Count;
                await BeginAsync(next, result).ConfigureAwait(false);
            }
        }
        catch (Exception end)
        {
            // The items, or their conversion, failed: whoever takes the results gets it at that place.
            fault = end;
        }

        // A sequence that is just being read may take its time: whoever waits for the end of the map need not.
        Task letting = _items.EndAsync();
        if (letting.IsCompleted) fault ??= letting.Exception?.InnerException;
        else _ = ReportAsync(letting);
        _chunks.Writer.Complete(fault);
        Leave();
    }

    private async Task ReportAsync(Task letting)
    {
        try
        {
            await letting.ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            CallbackFailures.Report(this, "end of the items of a map", fault);
        }
    }

    /// <summary>Lets go, with the last piece, of what the map had to itself.</summary>
    private void Leave()
    {
        if (Interlocked.Decrement(ref _underWay) > 0) return;
        _cancelling.Unregister();
        _stopped.Dispose();
        _tally.Clear();
        _crew.HaveFewer(_options.OwnWorkers);
    }

    /// <summary>Gives a piece to a worker; it is in the channel already, so it must get an end by all means.</summary>
    private async Task BeginAsync(ChunkItems items, TaskCompletionSource<ChunkResult> result)
    {
        try
        {
            WarmWorker worker = await RentAsync(_stopped.Token).ConfigureAwait(false);
            Interlocked.Increment(ref _underWay);
            _ = RunAsync(worker, items, result);
        }
        catch (Exception end)
        {
            Fail(result, end);
            throw;
        }
    }

    private Task<WarmWorker> RentAsync(CancellationToken token)
    {
        bool isFast;
        lock (_lock) isFast = _sizer.IsFast;

        // One more waits at each worker while pieces are short, so that none is idle during the way to here and back.
        return _crew.RentAsync(isFast ? 2 : 1, token);
    }

    private async Task RunAsync(WarmWorker worker, ChunkItems items, TaskCompletionSource<ChunkResult> result)
    {
        WarmWorker? rented = worker;
        try
        {
            ChunkResult done = await new PieceRun(AskAsync).RunAsync(items).ConfigureAwait(false);
            Note(items.Count, done);
            result.SetResult(done);
            _tally.Show();
        }
        catch (Exception fault)
        {
            Fail(result, fault);
        }
        finally
        {
            if (rented is not null) _crew.Return(rented);
            Leave();
        }

        async Task<ChunkResult> AskAsync(ChunkItems part)
        {
            while (true)
            {
                // It has begun: an error of a later one does not stop it.
                rented ??= await RentAsync(_ended.Token).ConfigureAwait(false);
                try
                {
                    WorkerReply reply = await SendAsync(rented, part).ConfigureAwait(false);
                    if (reply.Taker is null) return Read(part.Count, reply);
                    rented = reply.Taker;
                }
                catch (WorkerDiedException)
                {
                    _crew.Return(rented);
                    rented = null;
                    throw;
                }
            }
        }
    }

    private static void Fail(TaskCompletionSource<ChunkResult> result, Exception fault)
    {
        result.SetException(fault);

        // Nobody need take it.
        _ = result.Task.Exception;
    }

    private Task<WorkerReply> SendAsync(WarmWorker worker, ChunkItems items) => worker.AskMovablyAsync(
        _function, (call, function) => new ChunkRequest(call, function, items.Kind, items.Bytes).ToBytes());

    private ChunkResult Read(int count, WorkerReply reply)
    {
        // No item is the cause: the worker cannot run the function at all.
        if (reply.Kind == FrameKind.Refused) throw RunOutcome.ToImage(reply.Payload).Rebuild();
        MessageReader reader = new(reply.Payload);
        ChunkResult result = ChunkResult.Read(reader);
        lock (_lock) _sizer.Observe(count, result.Elapsed);
        return result;
    }

    private void Note(int count, ChunkResult result)
    {
        _tally.Add(count, result.Failures.Count);
        if (_options.Errors == MapErrors.StopAll && result.Failures.Count > 0) _stopped.Cancel();
    }
}
