using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
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
    /// <param name="options">The options; null: the defaults.</param>
    /// <returns>
    /// A ticket, which any process redeems with <see cref="Redeem{TResult}"/>, as often as it likes, until somebody
    /// forgets it.
    /// </returns>
    /// <remarks>
    /// Shape.      An item that fails, whose result cannot become JSON, or in whose piece three workers died, gives its
    ///             failure. With <see cref="MapErrors.StopAll"/> no more pieces are begun then, and the first failure
    ///             is the last result for all who redeem. A token that is cancelled ends the computing here: what is
    ///             missing is computed by who redeems the ticket. Progress and its bar are of what is computed here.
    /// Durability. As the store's commits. Pieces that were not done when this program ends, or the context is disposed
    ///             of, are computed by the workers of whoever redeems the ticket.
    /// </remarks>
    /// <exception cref="Errors.HoldfastArgumentException">
    /// FunctionNotPortable; the code of an item that cannot become JSON, as NumberOutOfBounds.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled before.</exception>
    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    [RequiresDynamicCode(FunctionReference.Reflection)]
    public MapTask SubmitMap<TItem, TResult>(
        Func<TItem, TResult> function, IEnumerable<TItem> items, MapOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(items);
        return Submit<TResult>(function, () => StoredItems.Of(items), options);
    }

    /// <inheritdoc cref="SubmitMap{TItem, TResult}(Func{TItem, TResult}, IEnumerable{TItem}, MapOptions?)"/>
    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    [RequiresDynamicCode(FunctionReference.Reflection)]
    public MapTask SubmitMap<TItem, TResult>(
        Func<State, TItem, TResult> function, IEnumerable<TItem> items, MapOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(items);
        return Submit<TResult>(function, () => StoredItems.Of(items), options);
    }

    /// <summary>Begins a map over a function of any parameters, whose arguments and results are stored.</summary>
    /// <param name="function">As a map takes it.</param>
    /// <param name="arguments">The arguments of the calls; all are taken and stored at once, as JSON.</param>
    /// <param name="options">The options; null: the defaults.</param>
    /// <exception cref="Errors.HoldfastArgumentException">
    /// FunctionNotPortable; ArgumentNotPortable: nothing goes by item, or an argument does not fit a parameter.
    /// </exception>
    /// <inheritdoc cref="SubmitMap{TItem, TResult}(Func{TItem, TResult}, IEnumerable{TItem}, MapOptions?)"/>
    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    [RequiresDynamicCode(FunctionReference.Reflection)]
    public MapTask SubmitMap<TResult>(Delegate function, MapArguments arguments, MapOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(arguments);
        return Submit<TResult>(
            function,
            () => StoredItems.Of(new ArgumentSource(function.Method, arguments, Store.Options.Json)),
            options);
    }

    /// <summary>Gives the results of a stored map in the order of its items, as they come.</summary>
    /// <param name="task">The ticket of the map.</param>
    /// <param name="timeout">How long to wait for a piece; null: without end.</param>
    /// <exception cref="Errors.HoldfastOperationException">
    /// UnknownTask, also when it is forgotten meanwhile; FunctionNotFound: what is missing has to be computed here, and
    /// this program has no such function.
    /// </exception>
    /// <exception cref="Errors.HoldfastTimeoutException">
    /// TimedOut; a piece that is computed here goes on, for whoever asks again.
    /// </exception>
    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    [RequiresDynamicCode(FunctionReference.Reflection)]
    public IEnumerable<MapResult<TResult>> Redeem<TResult>(MapTask task, TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(task);
        ThrowIfDisposed();
        _ = StoredMap.Find(Store, task.Id);
        return Taken();

        IEnumerable<MapResult<TResult>> Taken()
        {
            MapRedemption<TResult> results = new(Store, task, () => Crew(), _pieces);
            while (!results.IsOver)
            {
                foreach (MapResult<TResult> result in
                    results.TakeAsync(timeout, default).AsTask().GetAwaiter().GetResult()) yield return result;
            }
        }
    }

    /// <summary>Gives the results of a stored map as they come, without a thread that waits for them.</summary>
    /// <param name="task">The ticket of the map.</param>
    /// <param name="timeout">How long to wait for a piece; null: without end.</param>
    /// <param name="token">Ends the waiting; what is computed here goes on.</param>
    /// <inheritdoc cref="Redeem{TResult}"/>
    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    [RequiresDynamicCode(FunctionReference.Reflection)]
    public IAsyncEnumerable<MapResult<TResult>> RedeemAsync<TResult>(
        MapTask task, TimeSpan? timeout = null, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(task);
        ThrowIfDisposed();
        _ = StoredMap.Find(Store, task.Id);
        return TakenAsync<TResult>(task, timeout, token);
    }

    /// <summary>Removes a stored map with its results.</summary>
    /// <exception cref="Errors.HoldfastOperationException">UnknownTask.</exception>
    public void Forget(MapTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        ThrowIfDisposed();
        StoredMap.Find(Store, task.Id).Forget();
    }

    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    [RequiresDynamicCode(FunctionReference.Reflection)]
    private async IAsyncEnumerable<MapResult<TResult>> TakenAsync<TResult>(
        MapTask task, TimeSpan? timeout, [EnumeratorCancellation] CancellationToken token)
    {
        MapRedemption<TResult> results = new(Store, task, () => Crew(), _pieces);
        while (!results.IsOver)
        {
            foreach (MapResult<TResult> result in await results.TakeAsync(timeout, token).ConfigureAwait(false))
                yield return result;
        }
    }

    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    [RequiresDynamicCode(FunctionReference.Reflection)]
    private MapTask Submit<TResult>(Delegate function, Func<StoredItems> items, MapOptions? options)
    {
        ArgumentNullException.ThrowIfNull(function);
        FunctionReference reference = FunctionReference.Of(function);
        options ??= MapOptions.Default;
        options.Token.ThrowIfCancellationRequested();
        StoredItems all = items();
        WorkerCrew crew = Crew(options);
        try
        {
            int pieces = ChunksPerWorker * Math.Max(1, crew.Processes.Count);
            int size = Math.Max(1, (all.All.Count + pieces - 1) / pieces);
            Value[] chunks = [.. all.All.Chunk(size).Select(Value.FromItems)];
            StoredMap map = StoredMap.Make(
                Store,
                WorkerSession.ToDefinition(reference),
                chunks,
                all.AreCalls,
                stopsAll: options.Errors == MapErrors.StopAll);
            MapSettler<TResult> settler = new(Store, map, reference, () => Crew(), _pieces, options);
            settler.Begin(crew, chunks.Length, all.All.Count);
            return new MapTask(map.Id, chunks.Length);
        }
        catch
        {
            crew.HaveFewer(options.OwnWorkers);
            throw;
        }
    }
}
