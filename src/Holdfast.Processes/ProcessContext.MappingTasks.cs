using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Holdfast.Processes.Calls;
using Holdfast.Processes.Maps;

namespace Holdfast.Processes;

/// <content>Maps over asynchronous functions: what their tasks give are the results.</content>
// They have the higher priority, because such a function also fits those whose result would be the task.
public sealed partial class ProcessContext
{
    /// <inheritdoc cref="Map{TItem, TResult}(Func{TItem, TResult}, IEnumerable{TItem}, MapOptions?)"/>
    [OverloadResolutionPriority(1)]
    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    [RequiresDynamicCode(FunctionReference.Reflection)]
    public ParallelMap<TResult> Map<TItem, TResult>(
        Func<TItem, Task<TResult>> function, IEnumerable<TItem> items, MapOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(items);
        return Begin<TResult>(function, () => new TypedSource<TItem>(items), options);
    }

    /// <inheritdoc cref="Map{TItem, TResult}(Func{TItem, TResult}, IEnumerable{TItem}, MapOptions?)"/>
    [OverloadResolutionPriority(1)]
    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    [RequiresDynamicCode(FunctionReference.Reflection)]
    public ParallelMap<TResult> Map<TItem, TResult>(
        Func<State, TItem, Task<TResult>> function, IEnumerable<TItem> items, MapOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(items);
        return Begin<TResult>(function, () => new TypedSource<TItem>(items), options);
    }

    /// <inheritdoc cref="Map{TItem, TResult}(Func{TItem, TResult}, IEnumerable{TItem}, MapOptions?)"/>
    [OverloadResolutionPriority(1)]
    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    [RequiresDynamicCode(FunctionReference.Reflection)]
    public IAsyncEnumerable<TResult> MapAsync<TItem, TResult>(
        Func<TItem, Task<TResult>> function, IEnumerable<TItem> items, MapOptions? options = null) =>
        Map(function, items, options).ReadAllAsync();

    /// <inheritdoc cref="Map{TItem, TResult}(Func{TItem, TResult}, IEnumerable{TItem}, MapOptions?)"/>
    [OverloadResolutionPriority(1)]
    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    [RequiresDynamicCode(FunctionReference.Reflection)]
    public IAsyncEnumerable<TResult> MapAsync<TItem, TResult>(
        Func<State, TItem, Task<TResult>> function, IEnumerable<TItem> items, MapOptions? options = null) =>
        Map(function, items, options).ReadAllAsync();

    /// <inheritdoc cref="SubmitMap{TItem, TResult}(Func{TItem, TResult}, IEnumerable{TItem}, MapOptions?)"/>
    [OverloadResolutionPriority(1)]
    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    [RequiresDynamicCode(FunctionReference.Reflection)]
    public MapTask SubmitMap<TItem, TResult>(
        Func<TItem, Task<TResult>> function, IEnumerable<TItem> items, MapOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(items);
        return Submit<TResult>(function, () => StoredItems.Of(items), options);
    }

    /// <inheritdoc cref="SubmitMap{TItem, TResult}(Func{TItem, TResult}, IEnumerable{TItem}, MapOptions?)"/>
    [OverloadResolutionPriority(1)]
    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    [RequiresDynamicCode(FunctionReference.Reflection)]
    public MapTask SubmitMap<TItem, TResult>(
        Func<State, TItem, Task<TResult>> function, IEnumerable<TItem> items, MapOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(items);
        return Submit<TResult>(function, () => StoredItems.Of(items), options);
    }
}
