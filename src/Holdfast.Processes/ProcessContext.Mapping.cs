using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Holdfast.Processes.Calls;
using Holdfast.Processes.Entry;
using Holdfast.Processes.Maps;
using Holdfast.Processes.Wire;
using Holdfast.Processes.Workers;

namespace Holdfast.Processes;

/// <content>Calls and maps on warm workers.</content>
public sealed partial class ProcessContext
{
    /// <summary>The warm workers that live; they are made when first needed, and kept.</summary>
    /// <exception cref="ObjectDisposedException">The context was disposed of.</exception>
    public IReadOnlyList<ChildProcess> Workers
    {
        get
        {
            ThrowIfDisposed();
            return LiveWorkers;
        }
    }

    private IReadOnlyList<ChildProcess> LiveWorkers => _crew?.Processes ?? [];

    /// <summary>Runs a function on a warm worker.</summary>
    /// <param name="function">As <see cref="Start(Delegate, object?[])"/> takes it.</param>
    /// <param name="arguments">What its parameters get, in order.</param>
    /// <returns>What it returned; what it threw comes out here, of its own type where that is known.</returns>
    /// <exception cref="Errors.HoldfastArgumentException">FunctionNotPortable, ArgumentNotPortable.</exception>
    /// <exception cref="Errors.HoldfastOperationException">
    /// ProcessFailed: the worker died of it, or no worker lives long enough to take it.
    /// </exception>
    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    [RequiresDynamicCode(FunctionReference.Reflection)]
    public async Task<T> RunAsync<T>(Delegate function, params object?[] arguments)
    {
        byte[]?[] encoded = Encode(function, arguments);
        WorkerCrew crew = Crew();
        while (true)
        {
            WarmWorker worker = await crew.RentAsync(depth: 1, default).ConfigureAwait(false);
            try
            {
                return Decode<T>(await AskAsync(worker, function, encoded).ConfigureAwait(false));
            }
            catch (WorkerDiedException dead) when (dead.WasAsked)
            {
                throw Died(dead, function);
            }
            catch (WorkerDiedException)
            {
                // It ended before: another one does it.
            }
            finally
            {
                crew.Return(worker);
            }
        }
    }

    /// <inheritdoc cref="RunAsync{T}"/>
    // Not by way of the other: its continuation would take a thread of its own for each call.
    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    [RequiresDynamicCode(FunctionReference.Reflection)]
    public T Run<T>(Delegate function, params object?[] arguments)
    {
        byte[]?[] encoded = Encode(function, arguments);
        WorkerCrew crew = Crew();
        while (true)
        {
            WarmWorker worker = crew.RentAsync(depth: 1, default).GetAwaiter().GetResult();
            try
            {
                return Decode<T>(worker.Ask(
                    FrameKind.Call,
                    FunctionReference.Of(function.Method),
                    (call, number) => ToMessage(call, number, encoded)));
            }
            catch (WorkerDiedException dead) when (dead.WasAsked)
            {
                throw Died(dead, function);
            }
            catch (WorkerDiedException)
            {
                // It ended before: another one does it.
            }
            finally
            {
                crew.Return(worker);
            }
        }
    }

    /// <summary>Applies a function to each item, on warm workers; it begins at once.</summary>
    /// <param name="function">As <see cref="Start(Delegate, object?[])"/> takes it, with one parameter.</param>
    /// <param name="items">The items, also endless ones; they are taken on a thread of the map.</param>
    /// <param name="options">The options; null: the defaults.</param>
    /// <returns>The results, in the order of the items.</returns>
    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    [RequiresDynamicCode(FunctionReference.Reflection)]
    public ParallelMap<TResult> Map<TItem, TResult>(
        Func<TItem, TResult> function, IEnumerable<TItem> items, MapOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(items);
        return Begin<TResult>(function, () => new TypedSource<TItem>(items), options);
    }

    /// <inheritdoc cref="Map{TItem, TResult}(Func{TItem, TResult}, IEnumerable{TItem}, MapOptions?)"/>
    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    [RequiresDynamicCode(FunctionReference.Reflection)]
    public ParallelMap<TResult> Map<TItem, TResult>(
        Func<State, TItem, TResult> function, IEnumerable<TItem> items, MapOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(items);
        return Begin<TResult>(function, () => new TypedSource<TItem>(items), options);
    }

    /// <summary>Applies a function of any parameters, on warm workers; it begins at once.</summary>
    /// <param name="function">As <see cref="Start(Delegate, object?[])"/> takes it.</param>
    /// <param name="arguments">The arguments of the calls.</param>
    /// <param name="options">The options; null: the defaults.</param>
    /// <returns>The results, in the order of the calls.</returns>
    /// <exception cref="Errors.HoldfastArgumentException">
    /// ArgumentNotPortable: nothing goes by item. What does not fit a parameter is thrown where its result would be.
    /// </exception>
    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    [RequiresDynamicCode(FunctionReference.Reflection)]
    public ParallelMap<TResult> Map<TResult>(Delegate function, MapArguments arguments, MapOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(arguments);
        return Begin<TResult>(
            function, () => new ArgumentSource(function.Method, arguments, Store.Options.Json), options);
    }

    /// <inheritdoc cref="Map{TItem, TResult}(Func{TItem, TResult}, IEnumerable{TItem}, MapOptions?)"/>
    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    [RequiresDynamicCode(FunctionReference.Reflection)]
    public IAsyncEnumerable<TResult> MapAsync<TItem, TResult>(
        Func<TItem, TResult> function, IEnumerable<TItem> items, MapOptions? options = null) =>
        Map(function, items, options).ReadAllAsync();

    /// <inheritdoc cref="Map{TItem, TResult}(Func{TItem, TResult}, IEnumerable{TItem}, MapOptions?)"/>
    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    [RequiresDynamicCode(FunctionReference.Reflection)]
    public IAsyncEnumerable<TResult> MapAsync<TItem, TResult>(
        Func<State, TItem, TResult> function, IEnumerable<TItem> items, MapOptions? options = null) =>
        Map(function, items, options).ReadAllAsync();

    /// <inheritdoc cref="Map{TResult}(Delegate, MapArguments, MapOptions?)"/>
    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    [RequiresDynamicCode(FunctionReference.Reflection)]
    public IAsyncEnumerable<TResult> MapAsync<TResult>(
        Delegate function, MapArguments arguments, MapOptions? options = null) =>
        Map<TResult>(function, arguments, options).ReadAllAsync();

    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    [RequiresDynamicCode(FunctionReference.Reflection)]
    private ParallelMap<TResult> Begin<TResult>(Delegate function, Func<ItemSource> items, MapOptions? options)
    {
        ArgumentNullException.ThrowIfNull(function);
        FunctionReference reference = FunctionReference.Of(function);
        ItemSource source = items();
        options ??= MapOptions.Default;
        WorkerCrew crew = Crew(options);
        return new ParallelMap<TResult>(new MapFeeder(crew, reference, source, options), options);
    }

    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    [RequiresDynamicCode(FunctionReference.Reflection)]
    private WorkerCrew Crew(MapOptions? options = null)
    {
        WorkerCrew crew;
        lock (_lock)
        {
            ThrowIfDisposed();
            crew = _crew ??= new WorkerCrew(this);
        }

        if (options is { StartsWorkers: true }) crew.HaveMore(options.OwnWorkers);
        else if (options is { Count: { } count }) crew.Have(count);
        else crew.HaveSome();
        return crew;
    }

    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    [RequiresDynamicCode(FunctionReference.Reflection)]
    private byte[]?[] Encode(Delegate function, object?[] arguments)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(arguments);
        CaptureCheck.ThrowIfNotPortable(function);
        return CallBinding.BindArguments(function.Method, arguments, null, Store.Options.Json);
    }

    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    [RequiresDynamicCode(FunctionReference.Reflection)]
    private static Task<WorkerReply> AskAsync(WarmWorker worker, Delegate function, byte[]?[] encoded) =>
        worker.AskAsync(
            FrameKind.Call,
            FunctionReference.Of(function.Method),
            (call, number) => ToMessage(call, number, encoded));

    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    [RequiresDynamicCode(FunctionReference.Reflection)]
    private T Decode<T>(WorkerReply reply) => reply.Kind == FrameKind.Answered
        ? (T)PlainJson.Read(reply.Payload, typeof(T), Store.Options.Json)!
        : throw RunOutcome.ToImage(reply.Payload).Rebuild();

    private static Errors.HoldfastOperationException Died(WorkerDiedException dead, Delegate function) => new(
        Errors.ErrorCode.ProcessFailed, $"{dead.Worker} ended while it ran '{DisplayName.Of(function.Method)}'.", dead);

    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    [RequiresDynamicCode(FunctionReference.Reflection)]
    private static byte[] ToMessage(long call, int function, byte[]?[] arguments)
    {
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        writer.Write(call);
        writer.Write(function);
        Call.WriteArguments(writer, arguments);
        writer.Flush();
        return stream.ToArray();
    }
}
