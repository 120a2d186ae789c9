using System.Diagnostics.CodeAnalysis;
using Holdfast.Errors;
using Holdfast.Processes.Calls;
using Holdfast.Processes.Entry;
using Holdfast.Processes.Liveness;
using Holdfast.Processes.Maps.Progress;
using Holdfast.Processes.Wire;
using Holdfast.Processes.Workers;
using Holdfast.Reporting;
using Holdfast.Timing;

namespace Holdfast.Processes.Maps;

/// <summary>Computes the pieces of a stored map, and waits for those that another process computes.</summary>
/// <remarks>
/// Each piece gets an end: its result; its failure, where it failed as a whole; or the map is marked as computed by
/// nobody, and whoever redeems the ticket computes what is missing, and meets itself what stood in the way.
/// </remarks>
[RequiresUnreferencedCode(FunctionReference.Reflection)]
[RequiresDynamicCode(FunctionReference.Reflection)]
internal sealed class MapSettler<T>(
    Store store,
    StoredMap map,
    FunctionReference function,
    Func<WorkerCrew> crew,
    RunningPieces running,
    MapOptions options)
{
    // Nothing tells that a disk has room again; until then others wait for pieces that nobody computes.
    private static readonly TimeSpan AbandonDelay = TimeSpan.FromSeconds(1);

    /// <summary>Begins to compute all pieces that have no result, one for each worker at a time.</summary>
    /// <param name="workers">The workers.</param>
    /// <param name="chunkCount">How many pieces there are.</param>
    /// <param name="itemCount">How many items.</param>
    public void Begin(WorkerCrew workers, int chunkCount, int itemCount)
    {
        workers.Ending += Abandon;
        Task.Run(() => SettleAsync(workers, chunkCount, new MapTally(itemCount, options)));
    }

    /// <summary>Gives the result of a piece; computes it here when nobody else does any more.</summary>
    /// <exception cref="HoldfastOperationException">UnknownTask: the map was forgotten.</exception>
    /// <exception cref="HoldfastTimeoutException">TimedOut.</exception>
    public async Task<Value> GetAsync(int chunk, TimeSpan? timeout, CancellationToken token)
    {
        Deadline deadline = Deadline.Of(timeout);
        while (true)
        {
            // First the record, then the kernel's word: what a maker stored just before its death counts.
            Snapshot now = map.State.Snapshot();
            if (map.TryGetResult(now, chunk, out Value result)) return result;
            if (map.MakerAt(now) is { } maker && store.IsAlive(maker))
                await WaitAsync(chunk, maker, deadline, token).ConfigureAwait(false);
            else
                await RunWithinAsync(chunk, deadline, token).ConfigureAwait(false);
        }
    }

    private async Task SettleAsync(WorkerCrew workers, int chunkCount, MapTally tally)
    {
        List<Task> pieces = [];
        using (CancellationTokenSource stopped = CancellationTokenSource.CreateLinkedTokenSource(options.Token))
        {
            try
            {
                for (int chunk = 0; chunk < chunkCount; chunk++)
                {
                    WarmWorker worker = await workers.RentAsync(depth: 1, stopped.Token).ConfigureAwait(false);
                    pieces.Add(RunOrAbandonAsync(chunk, workers, worker, tally, stopped));
                }
            }
            catch (OperationCanceledException) when (!options.Token.IsCancellationRequested)
            {
                // By a failure that ends it: nobody asks for what comes behind.
            }
            catch (Exception fault)
            {
                await AbandonAsync(fault).ConfigureAwait(false);
            }

            await Task.WhenAll(pieces).ConfigureAwait(false);
        }

        tally.Clear();
        workers.Ending -= Abandon;
        workers.HaveFewer(options.OwnWorkers);
    }

    /// <summary>Waits until a piece has its result, or its maker is not that one any more.</summary>
    private async Task WaitAsync(int chunk, StoreProcess maker, Deadline deadline, CancellationToken token)
    {
        TaskCompletionSource orphaned = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(token);
        using IDisposable death = DeathWatch.Of(store).Register(
            living => !living.Contains(maker), () => orphaned.TrySetResult());
        Task<Snapshot> settled = map.State.WhenAsync(
            now => now.Exists(map.ResultOf(chunk)) || map.MakerAt(now) != maker, deadline.Rest, over.Token);
        await Task.WhenAny(settled, orphaned.Task).ConfigureAwait(false);
        await over.CancelAsync().ConfigureAwait(false);
        try
        {
            await settled.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            // Its maker died.
        }
    }

    /// <summary>Computes a piece here; what is not done in time goes on, for whoever asks again.</summary>
    private async Task RunWithinAsync(int chunk, Deadline deadline, CancellationToken token)
    {
        Task<bool> run = running.RunAsync(map.Id, chunk, () => RunAsync(chunk, crew(), rented: null, kept: null));
        try
        {
            if (await run.WaitAsync(deadline.Rest, token).ConfigureAwait(false)) return;
        }
        catch (TimeoutException timeout) when (timeout is not IHoldfastError)
        {
            throw new HoldfastTimeoutException(
                ErrorCode.TimedOut, $"Piece {chunk} of the stored map '{map.Id}' was not computed in time.");
        }

        // No such piece; or somebody was faster.
        if (!map.TryGetResult(map.State.Snapshot(), chunk, out _)) throw map.Unknown();
    }

    private async Task RunOrAbandonAsync(
        int chunk, WorkerCrew workers, WarmWorker worker, MapTally tally, CancellationTokenSource stopped)
    {
        try
        {
            await RunAsync(chunk, workers, worker, Note).ConfigureAwait(false);
            tally.Show();
        }
        catch (Exception fault)
        {
            await AbandonAsync(fault).ConfigureAwait(false);
        }

        // Before its worker is free for the next.
        void Note(Value stored)
        {
            int failed = StoredResult.FailuresIn(stored);
            if (failed > 0 && options.Errors == MapErrors.StopAll) stopped.Cancel();
            tally.Add(StoredResult.CountOf(stored), failed);
        }
    }

    private async Task AbandonAsync(Exception cause)
    {
        if (cause is not (ObjectDisposedException or OperationCanceledException))
            CallbackFailures.Report(this, $"computing of the stored map {map.Id}", cause);
        while (!TryAbandon()) await Task.Delay(AbandonDelay, store.Options.TimeProvider).ConfigureAwait(false);
    }

    private void Abandon() => TryAbandon();

    private bool TryAbandon()
    {
        try
        {
            map.Abandon();
            return true;
        }
        catch (ObjectDisposedException)
        {
            // The store is closed here: whoever redeems the ticket sees that its maker has gone.
            return true;
        }
        catch (Exception fault) when (fault is IHoldfastError)
        {
            // As on a full disk. Others wait for this word.
            return false;
        }
    }

    /// <summary>Computes a piece and stores what became of it; false when it has no items any more.</summary>
    private async Task<bool> RunAsync(int chunk, WorkerCrew workers, WarmWorker? rented, Action<Value>? kept)
    {
        rented ??= await workers.RentAsync(depth: 1, default).ConfigureAwait(false);
        try
        {
            // Behind the wait for a worker, in which another process may have been faster.
            if (!map.TryGetItems(chunk, out Value stored)) return false;
            ChunkItems items = StoredItems.ToItems(stored, map.AreCalls);
            ChunkResult done = await new PieceRun(AskAsync).RunAsync(items).ConfigureAwait(false);
            Value result = StoredResult.ToValue<T>(done);
            map.SetResult(chunk, result);
            kept?.Invoke(result);
            return true;
        }
        finally
        {
            if (rented is not null) workers.Return(rented);
        }

        async Task<ChunkResult> AskAsync(ChunkItems part)
        {
            rented ??= await workers.RentAsync(depth: 1, default).ConfigureAwait(false);
            try
            {
                return Read(await SendAsync(rented, part).ConfigureAwait(false), part.Count);
            }
            catch (WorkerDiedException)
            {
                workers.Return(rented);
                rented = null;
                throw;
            }
        }
    }

    private Task<WorkerReply> SendAsync(WarmWorker worker, ChunkItems items) => worker.AskAsync(
        FrameKind.Chunk,
        function,
        (call, number) => new ChunkRequest(call, number, items.Kind, items.Bytes).ToBytes());

    private static ChunkResult Read(WorkerReply reply, int count)
    {
        if (reply.Kind == FrameKind.Refused) return ChunkResult.OfFailure(count, RunOutcome.ToImage(reply.Payload));
        MessageReader reader = new(reply.Payload);
        return ChunkResult.Read(reader);
    }
}
