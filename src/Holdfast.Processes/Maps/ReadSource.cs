namespace Holdfast.Processes.Maps;

/// <summary>Gives items as they are read, by a flow of its own, from sequences.</summary>
/// <remarks>
/// A sequence may take its time for an item, or wait for the results of those before it: what has been read when a
/// piece should be full is given without waiting for more.
/// Threads. The flow writes the places from <see cref="_count"/> on, whoever takes reads those before it. Each full
///          buffer, and the end, ends the flow; only behind that are the places used anew.
/// </remarks>
internal abstract class ReadSource<T> : ItemSource
{
    /// <summary>A piece is to take as long; one that waits longer for its items gains nothing.</summary>
    private static readonly TimeSpan GatherTime = TimeSpan.FromMilliseconds(5);

    private T[] _buffer = [];
    private int _most;
    private int _count;
    private int _taken;
    private bool _isOver;
    private volatile bool _isEnding;
    private Task _reading = Task.CompletedTask;
    private TaskCompletionSource? _waiter;

    public override async Task<ChunkItems> TakeAsync(int most, CancellationToken token)
    {
        // In this order: once the flow has ended, the count stands.
        if (_reading.IsCompleted && _taken == _count)
        {
            await _reading.ConfigureAwait(false);
            if (_isOver) return default;
            BeginReading(most);
        }

        await _reading.WaitAsync(GatherTime, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (Volatile.Read(ref _count) == _taken) await WaitForOneAsync(token).ConfigureAwait(false);
        token.ThrowIfCancellationRequested();
        int count = Math.Min(Volatile.Read(ref _count), _taken + most);
        if (count == _taken)
        {
            await _reading.ConfigureAwait(false);
            return default;
        }

        ChunkItems items = Encode(_buffer.AsSpan(_taken, count - _taken));
        _taken = count;
        return items;
    }

    public override async Task EndAsync()
    {
        _isEnding = true;
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Close();
    }

    /// <summary>Reads the next one; false behind the last.</summary>
    protected abstract bool TryRead(out T item);

    protected abstract ChunkItems Encode(ReadOnlySpan<T> items);

    /// <summary>Lets go of the sequences.</summary>
    protected abstract void Close();

    private void BeginReading(int most)
    {
        if (_buffer.Length < most) _buffer = new T[most];
        (_most, _count, _taken) = (most, 0, 0);
        _reading = Task.Run(Read);
    }

    private void Read()
    {
        for (int place = 0; place < _most && !_isEnding; place++)
        {
            if (!TryRead(out T item))
            {
                _isOver = true;
                return;
            }

            _buffer[place] = item;

            // With a fence: either whoever begins to wait sees the item, or this sees who waits.
            Interlocked.Increment(ref _count);
            if (_waiter is { } waiter) waiter.TrySetResult();
        }
    }

    private async Task WaitForOneAsync(CancellationToken token)
    {
        TaskCompletionSource waiter = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Interlocked.Exchange(ref _waiter, waiter);
        if (Volatile.Read(ref _count) == _taken)
            await Task.WhenAny(waiter.Task, _reading).WaitAsync(token).ConfigureAwait(false);
        _waiter = null;
    }
}
