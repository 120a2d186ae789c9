using System.Diagnostics.CodeAnalysis;
using Holdfast.Errors;
using Holdfast.Readers;
using Holdfast.Replicas;
using Holdfast.Timing;
using Holdfast.Watches;

namespace Holdfast;

/// <summary>A cursor on the log of a namespace: takes its commits one by one, in order, and misses none.</summary>
/// <remarks>
/// Contract. Ordered, unique (no commit twice), reliable (none left out), atomic (a commit is never split), resumable
///           (from <see cref="Position"/>), bookmarkable (a position may be kept and used later). What fell out of the
///           kept history is an error that names the oldest kept revision; <see cref="SkipLost"/> goes on there.
/// Shape.    Its place is fixed when it is opened. It holds no queue, so it cannot overflow.
/// Threads.  One call at a time; dispose from any. What follows an <c>await</c> of a call may run on the thread that
///           learned of the commit; when it takes long, another thread takes over for other watches.
/// Source.   The guarantees are those of etcd's watch; the Next calls are zproc's get_when functions.
/// </remarks>
public sealed partial class Watch : IAsyncEnumerable<Commit>, IDisposable
{
    private readonly Store _store;
    private readonly Replica _replica;
    private readonly WatchFilter _filter;
    private readonly ReaderPlace? _place;
    private readonly CommitCursor _cursor;
    private int _isDisposed;

    internal Watch(Store store, Replica replica, WatchFilter filter, long position, ReaderPlace? place)
    {
        (_store, _replica, _filter, _place) = (store, replica, filter, place);
        _cursor = new CommitCursor(replica, position);
    }

    /// <summary>Whether the namespace that it watches was removed: nothing more comes, whatever has the name.</summary>
    internal bool IsRemoved => _replica.IsRemoved;

    /// <summary>Which of the namespaces of its name it watches.</summary>
    internal long Life => _replica.Life;

    /// <summary>
    /// Passes over all that has been committed so far: the next delivery is one that is still to come.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The watch or its store was disposed.</exception>
    public void GoLive()
    {
        ThrowIfDisposed();
        _cursor.SkipTo(_replica.Read().Revision);
        _place?.Delivered();
    }

    /// <summary>
    /// Passes over what was lost before it could be delivered: the next delivery is the first behind its place that is
    /// still kept.
    /// </summary>
    /// <remarks>
    /// Shape. For who was told TrimmedRevision or CutRevision and wants all that is left; a named reader keeps its new
    ///        place with the next call. It does nothing when nothing was lost. What the paths were at the oldest kept
    ///        revision is in the first delivery: <see cref="Commit.Before"/>.
    /// </remarks>
    /// <exception cref="ObjectDisposedException">The watch or its store was disposed.</exception>
    public void SkipLost()
    {
        ThrowIfDisposed();
        if (_cursor.TrySkipLost()) _place?.Delivered();
    }

    /// <summary>Takes the next commit that the watch delivers, and waits for it.</summary>
    /// <param name="timeout">How long to wait in total; null: without end.</param>
    /// <param name="token">Ends the waiting.</param>
    /// <exception cref="HoldfastTimeoutException">TimedOut: there was none in time. The watch goes on.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative.</exception>
    /// <exception cref="HoldfastOperationException">
    /// TrimmedRevision: it fell out of the kept history; CutRevision: its place was lost. So it is with each call until
    /// <see cref="SkipLost"/> or <see cref="GoLive"/>.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The watch or its store was disposed, also while it waits.</exception>
    public async ValueTask<Commit> NextAsync(TimeSpan? timeout = null, CancellationToken token = default) =>
        await NextAsync(Begin(timeout, _filter.Paths), token).ConfigureAwait(false);

    private async ValueTask<Commit> NextAsync(Call call, CancellationToken token)
    {
        while (true)
        {
            Commit commit = await TakeAsync(_filter.Paths, call, token).ConfigureAwait(false);
            if (Match(commit) is { } delivery)
            {
                _place?.Delivered();
                return delivery;
            }

            ThrowIfOver(call);
        }
    }

    /// <summary>Takes the next commit that the watch delivers, if there is one.</summary>
    internal bool TryNext([NotNullWhen(true)] out Commit? delivery)
    {
        ThrowIfDisposed();
        _place?.Keep(_cursor.Position);
        _replica.CatchUp();
        while (_cursor.TryTake() is { } commit)
        {
            delivery = Match(commit);
            if (delivery is null) continue;
            _place?.Delivered();
            return true;
        }

        delivery = null;
        return false;
    }

    /// <inheritdoc cref="NextAsync(TimeSpan?, CancellationToken)"/>
    public Commit Next(TimeSpan? timeout = null, CancellationToken token = default) => Block(NextAsync(timeout, token));

    /// <summary>Gives the deliveries as a stream without end.</summary>
    public async IAsyncEnumerator<Commit> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            yield return await NextAsync(timeout: null, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Ends the watch, also a call that waits.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0 && Volatile.Read(ref _sleeping) is { } waiter)
            _replica.Watchers.Fail(waiter, new ObjectDisposedException(nameof(Watch)));
    }

    /// <summary>Gives what the watch delivers of a commit; null when nothing is.</summary>
    private Commit? Match(Commit commit)
    {
        try
        {
            return _filter.Match(commit);
        }
        catch
        {
            // The user's predicate threw. Were the commit passed over, one that should be delivered could be missed.
            _cursor.Return(commit);
            throw;
        }
    }

    /// <summary>Takes the next commit that touches some paths, whatever it did there.</summary>
    private async ValueTask<Commit> TakeAsync(IReadOnlyList<StatePath> paths, Call call, CancellationToken token)
    {
        ThrowIfDisposed();
        _place?.Keep(_cursor.Position);
        while (true)
        {
            token.ThrowIfCancellationRequested();
            ThrowIfDisposed();
            if (_cursor.TryTake() is { } commit) return commit;

            var waiter = new Waiter(paths, _store);
            if (!_replica.TryWait(waiter, _cursor.Position)) continue;

            try
            {
                PrepareToSleep(waiter);
                if (await WaitAsync(waiter, call, token).ConfigureAwait(false) is { } woken)
                {
                    // Nothing between touched the paths, so it need not be looked at.
                    _cursor.SkipTo(woken.Origin.PreviousRevision);
                }
            }
            finally
            {
                Awake(waiter);
            }
        }
    }

    /// <summary>Looks once more at what may have happened before others knew that somebody waits.</summary>
    private void PrepareToSleep(Waiter waiter)
    {
        // Who disposes of the watch or its store marks that, then ends the waits: one of the two sees the other.
        FallAsleep(waiter);
        ThrowIfDisposed();
        _replica.CatchUp();
    }

    /// <param name="timeout">How long it may wait in total; null: without end.</param>
    /// <param name="asked">The absolute paths that it was asked for, or else that the watch looks at.</param>
    private Call Begin(TimeSpan? timeout, IReadOnlyList<StatePath> asked)
    {
        Deadline deadline = Deadline.Of(timeout);
        ThrowIfDisposed();
        return new Call(deadline, _replica.Read().Revision, asked);
    }

    private void ThrowIfDisposed()
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed) != 0, this);
        _store.ThrowIfClosed();
    }

    /// <summary>Ends a call whose time is over, but not before it has looked at what was there when it began.</summary>
    private void ThrowIfOver(Call call)
    {
        if (call.Deadline.IsOver && _cursor.Position >= call.Backlog) throw TimedOut(call.Asked);
    }

    private HoldfastTimeoutException TimedOut(IReadOnlyList<StatePath> paths) => new(
        ErrorCode.TimedOut,
        $"Nothing that the watch waits for was committed {PlaceOf(paths)}in time; wait longer, or look at the state.");

    private string PlaceOf(IReadOnlyList<StatePath> paths)
    {
        StatePath first = paths[0].Skip(_filter.Section.Count);
        string others = paths.Count > 1 ? $" and {paths.Count - 1} more " : " ";
        return first.IsRoot ? "" : $"at '{first}'{others}";
    }

    private Task<Commit?> WaitAsync(Waiter waiter, Call call, CancellationToken token) =>
        call.Deadline.Rest == Timeout.InfiniteTimeSpan && !token.CanBeCanceled
            ? waiter.Task
            : WaitWithinAsync(waiter, call, token);

    private async Task<Commit?> WaitWithinAsync(Waiter waiter, Call call, CancellationToken token)
    {
        WatchIndex watchers = _replica.Watchers;
        using CancellationTokenRegistration cancelled = token.UnsafeRegister(
            _ => watchers.Fail(waiter, new OperationCanceledException(token)), null);
        using var late = new Timer(
            _ => watchers.Fail(waiter, TimedOut(call.Asked)), null, call.Deadline.Rest, Timeout.InfiniteTimeSpan);
        return await waiter.Task.ConfigureAwait(false);
    }

    /// <summary>One call that waits.</summary>
    /// <param name="Deadline">When its time is over.</param>
    /// <param name="Backlog">The revision up to which it looks, even when it may not wait.</param>
    /// <param name="Asked">What it waits for, for its message.</param>
    private readonly record struct Call(Deadline Deadline, long Backlog, IReadOnlyList<StatePath> Asked);
}
