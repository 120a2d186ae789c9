namespace Holdfast.Logs.File.Flushing;

/// <summary>The store's thread that leads flushes for tasks. Started when the first task waits.</summary>
internal sealed class FlushThread : IDisposable
{
    private readonly Lock _guard = new();
    private Queue<FlushGroup>? _queue;
    private SemaphoreSlim? _filled;
    private Thread? _thread;
    private bool _isClosed;

    /// <summary>Lets the thread lead a group's flushes.</summary>
    public void Lead(FlushGroup group)
    {
        lock (_guard)
        {
            ObjectDisposedException.ThrowIf(_isClosed, typeof(FileLogStore));
            _queue ??= new Queue<FlushGroup>();
            _filled ??= new SemaphoreSlim(0);
            if (_thread is null)
            {
                // Kept, and the group queued, only when the system had room for it; the next call tries again.
                Thread thread = new(Run) { IsBackground = true, Name = "Holdfast flush" };
                thread.Start();
                _thread = thread;
            }

            _queue.Enqueue(group);
        }

        _filled.Release();
    }

    /// <summary>Leads what is queued, then ends the thread.</summary>
    public void Dispose()
    {
        Thread? thread;
        lock (_guard)
        {
            _isClosed = true;
            thread = _thread;
        }

        _filled?.Release();
        thread?.Join();
    }

    private void Run()
    {
        while (true)
        {
            _filled!.Wait();
            FlushGroup? group;
            lock (_guard)
            {
                if (!_queue!.TryDequeue(out group) && _isClosed) return;
            }

            group?.LeadForTasks();
        }
    }
}
