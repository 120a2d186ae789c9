using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Holdfast.Immutable;

/// <content>Those who are told of changes.</content>
public sealed partial class StateCell<T> : IObservable<T>
{
    /// <summary>Changes that an asynchronous reader of a cell may be behind before it passes over the oldest.</summary>
    private const int MostUnread = 1024;

    /// <summary>Calls a function with the old value and the new one after each change from now on.</summary>
    /// <remarks>
    /// Shape.   In the order of the changes; the old value of a call is the new one of the call before. Added twice, it
    ///          is called twice. A change that sets an equal value counts. When an observer is more than 1,024 changes
    ///          behind, the newest are told as one. At a path, the removal of the namespace is told as a change to the
    ///          initial value; it goes on when somebody makes the namespace anew, which observing does not.
    /// Threads. Outside every lock, one change at a time. In memory on the thread that made the change, before its call
    ///          returns, or, while another thread is telling, on that one; an observer may change the cell, and is told
    ///          of that after this call. At a path on the thread pool, whichever process made the change. What an
    ///          observer throws is reported through <see cref="Reporting.CallbackFailures"/>; others are still called.
    /// </remarks>
    /// <returns>Removes it when disposed of; no call begins after that.</returns>
    public IDisposable AddObserver(Action<T, T> observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        CellObserver<T> added = new(this, observer);
        Store.Add(added);
        return added;
    }

    /// <summary>Removes a function that was added; of several equal ones the first.</summary>
    /// <returns>False when it was not added.</returns>
    public bool RemoveObserver(Action<T, T> observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        return Store.Remove(observer);
    }

    /// <summary>Tells an observer each new value from now on, as <see cref="AddObserver"/> does.</summary>
    /// <remarks>Shape. The value of now is <see cref="Current"/>. A cell neither completes nor fails.</remarks>
    public IDisposable Subscribe(IObserver<T> observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        return AddObserver((_, next) => observer.OnNext(next));
    }

    /// <summary>Gives the value of now, and then each new one in the order of the changes.</summary>
    /// <remarks>
    /// Shape. A reader that is more than 1,024 changes behind passes over the oldest of them. It ends with its token.
    /// </remarks>
    /// <exception cref="ObjectDisposedException">The store of a cell at a path was closed.</exception>
    public async IAsyncEnumerable<T> WatchAsync([EnumeratorCancellation] CancellationToken token = default)
    {
        Channel<T> changes = Channel.CreateBounded<T>(
            new BoundedChannelOptions(MostUnread) { FullMode = BoundedChannelFullMode.DropOldest });
        using CellObserver<T> observer = new(this, (_, next) => changes.Writer.TryWrite(next));
        yield return Store.Add(observer).Value;
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(token, Store.Closing);
        while (true)
        {
            await WaitAsync(changes.Reader, either.Token, token).ConfigureAwait(false);
            while (changes.Reader.TryRead(out T? next)) yield return next;
        }
    }

    private static async ValueTask WaitAsync(
        ChannelReader<T> changes, CancellationToken either, CancellationToken token)
    {
        try
        {
            await changes.WaitToReadAsync(either).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            token.ThrowIfCancellationRequested();
            throw Holdfast.Store.Closed();
        }
    }
}
