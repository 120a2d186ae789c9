using System.Diagnostics.CodeAnalysis;
using System.Text;
using Holdfast.Processes.Calls;
using Holdfast.Processes.Entry;
using Holdfast.Processes.Liveness;
using Holdfast.Processes.Wire;
using Holdfast.Processes.Workers;
using Holdfast.Reporting;

namespace Holdfast.Processes.Maps;

/// <summary>Computes the pieces of a stored map, and waits for those that another process computes.</summary>
[RequiresUnreferencedCode(FunctionReference.Reflection)]
[RequiresDynamicCode(FunctionReference.Reflection)]
internal sealed class MapSettler<T>(Store store, StoredMap map, FunctionReference function, Func<WorkerCrew> crew)
{
    private const int MostDeaths = 3;

    /// <summary>Begins to compute all pieces that have no result, one for each worker at a time.</summary>
    public void Begin(int chunkCount) => Task.Run(async () =>
    {
        try
        {
            for (int chunk = 0; chunk < chunkCount; chunk++)
            {
                WarmWorker worker = await crew().RentAsync(depth: 1, default).ConfigureAwait(false);
                _ = RunReportedAsync(chunk, worker);
            }
        }
        catch (ObjectDisposedException)
        {
            // The context was disposed of: whoever redeems the ticket computes the rest.
        }
    });

    /// <summary>Gives the result of a piece; computes it here when nobody else does any more.</summary>
    public async Task<Value> GetAsync(int chunk, TimeSpan? timeout, CancellationToken token)
    {
        if (!map.Has(chunk) && !store.IsAlive(map.Maker)) await RunAsync(chunk, null).ConfigureAwait(false);
        using CancellationTokenSource orphaned = CancellationTokenSource.CreateLinkedTokenSource(token);
        StoreProcess maker = map.Maker;
        using IDisposable death = DeathWatch.Of(store).Register(living => !living.Contains(maker), orphaned.Cancel);
        try
        {
            Snapshot then = await map.State.WhenAsync(
                now => now.Exists(map.ResultOf(chunk)), timeout, orphaned.Token).ConfigureAwait(false);
            return then.Get(map.ResultOf(chunk));
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            // Its maker died; what it had stored just before that counts.
            if (!map.Has(chunk)) await RunAsync(chunk, null).ConfigureAwait(false);
            return map.State.Get(map.ResultOf(chunk));
        }
    }

    private async Task RunReportedAsync(int chunk, WarmWorker worker)
    {
        try
        {
            await RunAsync(chunk, worker).ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            // Whoever redeems the piece computes it again, and meets the same.
            CallbackFailures.Report(this, $"piece {chunk} of the stored map {map.Id}", fault);
        }
    }

    private async Task RunAsync(int chunk, WarmWorker? first)
    {
        if (!map.TryGetItems(chunk, out Value stored))
        {
            if (first is not null) crew().Return(first);
            return;
        }

        byte[] items = Encoding.UTF8.GetBytes(stored.ToString());
        for (int deaths = 1; ; deaths++)
        {
            WarmWorker worker = first ?? await crew().RentAsync(depth: 1, default).ConfigureAwait(false);
            first = null;
            try
            {
                map.SetResult(chunk, StoredResult.ToValue<T>(await AskAsync(worker, items).ConfigureAwait(false)));
                return;
            }
            catch (WorkerDiedException) when (deaths < MostDeaths)
            {
                // Another one does it.
            }
            finally
            {
                crew().Return(worker);
            }
        }
    }

    private async Task<ChunkResult> AskAsync(WarmWorker worker, byte[] items)
    {
        WorkerReply reply = await worker.AskAsync(
            FrameKind.Chunk,
            function,
            (call, number) => new ChunkRequest(call, number, ChunkKind.JsonItems, items).ToBytes())
            .ConfigureAwait(false);
        if (reply.Kind == FrameKind.Refused) throw RunOutcome.ToImage(reply.Payload).Rebuild();
        using BinaryReader reader = new(new MemoryStream(reply.Payload));
        return ChunkResult.Read(reader);
    }
}
