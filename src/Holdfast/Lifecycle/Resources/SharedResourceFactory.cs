using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Holdfast.Lifecycle.Resources;

/// <summary>Makes shared resources without a class of their own.</summary>
public static class SharedResource
{
    /// <summary>Makes one of a start-up and a shut-down.</summary>
    /// <param name="startUp">Returns what the users share.</param>
    /// <param name="shutDown">Ends it; null: it is disposed of if it can be.</param>
    /// <param name="options">The options; null: the defaults.</param>
    public static SharedResource<T> Create<T>(
        Func<T> startUp, Action<T>? shutDown = null, SharedResourceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(startUp);
        Func<T, ValueTask> end = shutDown is null ? DisposeAsync : value => Run(() => shutDown(value));
        return new FunctionResource<T>(_ => new ValueTask<T>(startUp()), end, options ?? SharedResourceOptions.Default);
    }

    /// <summary>Asynchronous functions need <c>CreateAsync</c>.</summary>
    [Obsolete("The function is asynchronous, or only throws; use CreateAsync, or let it return.", error: true)]
    [OverloadResolutionPriority(1)]
    public static SharedResource<T> Create<T>(
        Func<Task<T>> startUp, Func<T, Task>? shutDown = null, SharedResourceOptions? options = null) =>
        throw new UnreachableException();

    /// <inheritdoc cref="Create{T}(Func{T}, Action{T}?, SharedResourceOptions?)"/>
    public static SharedResource<T> CreateAsync<T>(
        Func<CancellationToken, ValueTask<T>> startUp,
        Func<T, ValueTask>? shutDown = null,
        SharedResourceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(startUp);
        return new FunctionResource<T>(startUp, shutDown ?? DisposeAsync, options ?? SharedResourceOptions.Default);
    }

    /// <summary>Makes one around an object that is opened and closed once at a time, such as a connection.</summary>
    /// <param name="target">The object, which those who have it open share.</param>
    /// <param name="open">Opens it.</param>
    /// <param name="close">Closes it.</param>
    /// <param name="options">The options; null: the defaults.</param>
    public static SharedResource<T> Around<T>(
        T target, Action<T> open, Action<T> close, SharedResourceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(open);
        ArgumentNullException.ThrowIfNull(close);
        return Create(
            () =>
            {
                open(target);
                return target;
            },
            close,
            options);
    }

    /// <inheritdoc cref="Around{T}(T, Action{T}, Action{T}, SharedResourceOptions?)"/>
    public static SharedResource<T> Around<T>(T target, SharedResourceOptions? options = null)
        where T : IOpenable =>
        Around(target, static target => target.Open(), static target => target.Close(), options);

    /// <summary>Asynchronous functions need <c>AroundAsync</c>.</summary>
    [Obsolete("The functions are asynchronous, or only throw; use AroundAsync, or let them return.", error: true)]
    [OverloadResolutionPriority(1)]
    public static SharedResource<T> Around<T>(
        T target, Func<T, Task> open, Func<T, Task> close, SharedResourceOptions? options = null) =>
        throw new UnreachableException();

    /// <inheritdoc cref="Around{T}(T, Action{T}, Action{T}, SharedResourceOptions?)"/>
    public static SharedResource<T> AroundAsync<T>(
        T target,
        Func<T, CancellationToken, ValueTask> open,
        Func<T, ValueTask> close,
        SharedResourceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(open);
        ArgumentNullException.ThrowIfNull(close);
        return CreateAsync(
            async token =>
            {
                await open(target, token).ConfigureAwait(false);
                return target;
            },
            close,
            options);
    }

    /// <summary>Opens something if it can be opened; then disposing of the result closes it.</summary>
    /// <remarks>Shape. What is no <see cref="IOpenable"/> is passed on as it is, and nothing is closed.</remarks>
    public static OpenedIf<T> OpenIf<T>(T item)
    {
        if (item is not IOpenable openable) return new OpenedIf<T>(item, close: null);
        openable.Open();
        return new OpenedIf<T>(item, static item => ((IOpenable)item!).Close());
    }

    /// <summary>Opens something with a function, if there is one; then disposing of the result closes it.</summary>
    /// <param name="item">What it is about.</param>
    /// <param name="open">Gives what was opened; null: the item is passed on as it is.</param>
    /// <param name="close">Closes it; may be missing only when <paramref name="open"/> is.</param>
    /// <exception cref="ArgumentNullException">It could be opened but not closed; nothing was opened.</exception>
    public static OpenedIf<T> OpenIf<T>(T item, Func<T, T>? open, Action<T>? close)
    {
        if (open is null) return new OpenedIf<T>(item, close: null);
        ArgumentNullException.ThrowIfNull(close);
        return new OpenedIf<T>(open(item), close);
    }

    private static ValueTask Run(Action action)
    {
        action();
        return default;
    }

    private static ValueTask DisposeAsync<T>(T value)
    {
        if (value is IAsyncDisposable asynchronous) return asynchronous.DisposeAsync();
        (value as IDisposable)?.Dispose();
        return default;
    }
}
