using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Holdfast.Lifecycle.Pools;

/// <content>Taking, using and returning in one call.</content>
public sealed partial class Pool<T>
{
    /// <summary>Calls a function with an object, which is returned at its end.</summary>
    /// <remarks>
    /// Shape. Also after an exception, unless <see cref="PoolOptions{T}.IsBrokenBy"/> says that it broke the object.
    /// </remarks>
    public void Use(Action<T> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        Use(value =>
        {
            function(value);
            return true;
        });
    }

    /// <inheritdoc cref="Use(Action{T})"/>
    /// <returns>What the function gives.</returns>
    public TResult Use<TResult>(Func<T, TResult> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        using Pooled<T> taken = Take();
        try
        {
            return function(taken.Value);
        }
        catch (Exception failure) when (IsBrokenBy(failure))
        {
            taken.Discard();
            throw;
        }
    }

    /// <summary>An asynchronous function needs <c>UseAsync</c>.</summary>
    [Obsolete("The function is asynchronous, or only throws; use UseAsync, or let it return.", error: true)]
    [OverloadResolutionPriority(1)]
    public void Use(Func<T, Task> function) => throw new UnreachableException();

    /// <summary>An asynchronous function needs <c>UseAsync</c>.</summary>
    [Obsolete("The function is asynchronous, or only throws; use UseAsync, or let it return.", error: true)]
    [OverloadResolutionPriority(1)]
    public void Use<TResult>(Func<T, Task<TResult>> function) => throw new UnreachableException();

    /// <inheritdoc cref="Use(Action{T})"/>
    /// <param name="function">What is called.</param>
    /// <param name="timeout">How long to wait for an object; null: without end.</param>
    /// <param name="token">Ends the waiting.</param>
    public async ValueTask UseAsync(
        Func<T, ValueTask> function, TimeSpan? timeout = null, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(function);
        await UseAsync(
            async value =>
            {
                await function(value).ConfigureAwait(false);
                return true;
            },
            timeout,
            token).ConfigureAwait(false);
    }

    /// <inheritdoc cref="Use(Action{T})"/>
    /// <param name="function">What is called.</param>
    /// <param name="timeout">How long to wait for an object; null: without end.</param>
    /// <param name="token">Ends the waiting.</param>
    /// <returns>What the function gives.</returns>
    public async ValueTask<TResult> UseAsync<TResult>(
        Func<T, ValueTask<TResult>> function, TimeSpan? timeout = null, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(function);
        Pooled<T> taken = await TakeAsync(timeout, token).ConfigureAwait(false);
        await using (taken.ConfigureAwait(false))
        {
            try
            {
                return await function(taken.Value).ConfigureAwait(false);
            }
            catch (Exception failure) when (IsBrokenBy(failure))
            {
                await taken.DiscardAsync().ConfigureAwait(false);
                throw;
            }
        }
    }

    private bool IsBrokenBy(Exception failure) => _options.IsBrokenBy?.Invoke(failure) ?? false;
}
