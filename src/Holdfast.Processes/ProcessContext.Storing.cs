using System.Diagnostics.CodeAnalysis;
using Holdfast.Processes.Calls;
using Holdfast.Processes.Maps;
using Holdfast.Processes.Workers;

namespace Holdfast.Processes;

/// <content>Maps whose results any process can take, more than once.</content>
public sealed partial class ProcessContext
{
    /// <summary>How many pieces a stored map has for each worker, so that a slow one holds nobody up.</summary>
    private const int ChunksPerWorker = 4;

    /// <summary>Begins a map whose items and results are stored.</summary>
    /// <param name="function">As a map takes it.</param>
    /// <param name="items">The items; all are taken and stored at once, as JSON.</param>
    /// <param name="options">How; null: the defaults.</param>
    /// <returns>
    /// A ticket, which any process redeems with <see cref="Redeem{TResult}"/>, as often as it likes, until somebody
    /// forgets it.
    /// </returns>
    /// <remarks>
    /// Shape.      An item that fails, whose result cannot become JSON, or in whose piece three workers died, gives its
    ///             failure.
    /// Durability. As the store's commits. Pieces that were not done when this program ends, or the context is disposed
    ///             of, are computed by the workers of whoever redeems the ticket.
    /// </remarks>
    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    [RequiresDynamicCode(FunctionReference.Reflection)]
    public MapTask SubmitMap<TItem, TResult>(
        Func<TItem, TResult> function, IEnumerable<TItem> items, MapOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(items);
        FunctionReference reference = FunctionReference.Of(function);
        TItem[] all = [.. items];
        options ??= MapOptions.Default;
        WorkerCrew crew = Crew(options);
        try
        {
            int pieces = ChunksPerWorker * Math.Max(1, crew.Processes.Count);
            int size = Math.Max(1, (all.Length + pieces - 1) / pieces);
            Value[] chunks = [.. all.Chunk(size).Select(chunk => Value.From(chunk))];
            StoredMap map = StoredMap.Make(Store, WorkerSession.ToDefinition(reference), chunks);
            MapSettler<TResult> settler = new(Store, map, reference, () => Crew());
            settler.Begin(crew, chunks.Length, options.OwnWorkers);
            return new MapTask(map.Id, chunks.Length);
        }
        catch
        {
            crew.HaveFewer(options.OwnWorkers);
            throw;
        }
    }

    /// <summary>Gives the results of a stored map in the order of its items, as they come.</summary>
    /// <param name="task">The ticket.</param>
    /// <param name="timeout">How long to wait for a piece; null: without end.</param>
    /// <exception cref="Errors.HoldfastOperationException">
    /// UnknownTask, also when it is forgotten meanwhile; FunctionNotFound: what is missing has to be computed here, and
    /// this program has no such function.
    /// </exception>
    /// <exception cref="Errors.HoldfastTimeoutException">
    /// TimedOut; a piece that is computed here goes on, for who asks again.
    /// </exception>
    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    [RequiresDynamicCode(FunctionReference.Reflection)]
    public IEnumerable<MapResult<TResult>> Redeem<TResult>(MapTask task, TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(task);
        ThrowIfDisposed();
        StoredMap map = StoredMap.Find(Store, task.Id);
        using BinaryReader reader = new(new MemoryStream(map.Function));
        FunctionReference function = FunctionReference.Read(reader);
        return Taken();

        IEnumerable<MapResult<TResult>> Taken()
        {
            // By the one object of the method: a program that was built anew is told so when it has to compute.
            Lazy<MapSettler<TResult>> settler = new(() => new MapSettler<TResult>(
                Store, map, FunctionReference.Of(function.Resolve()), () => Crew()));
            long first = 0;
            for (int chunk = 0; chunk < task.ChunkCount; chunk++)
            {
                Value stored = map.TryGetResult(map.State.Snapshot(), chunk, out Value done)
                    ? done
                    : settler.Value.GetAsync(chunk, timeout, default).GetAwaiter().GetResult();
                foreach (MapResult<TResult> result in StoredResult.ToResults<TResult>(stored, first))
                {
                    first++;
                    yield return result;
                }
            }
        }
    }

    /// <summary>Removes a stored map with its results.</summary>
    /// <exception cref="Errors.HoldfastOperationException">UnknownTask.</exception>
    public void Forget(MapTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        ThrowIfDisposed();
        StoredMap.Find(Store, task.Id).Forget();
    }
}
