using Holdfast.Processes.Children;
using Holdfast.Processes.Native;
using Holdfast.Processes.Table;

namespace Holdfast.Processes.Entry;

/// <summary>
/// The store of a child, opened beside its function, so that one that does not need it need not wait.
/// </summary>
/// <param name="place">Says where the store is, and how it is opened.</param>
internal sealed class ChildStore(BeginMessage place) : IDisposable
{
    private readonly TaskCompletionSource<Store> _opened = new();
    private readonly TaskCompletionSource<BeginMessage> _told = new();
    private readonly TaskCompletionSource _entered = new();

    private bool _isBegun;

    /// <summary>The store; waits until it is open, and not until the table of processes knows of this one.</summary>
    public Store Opened => _opened.Task.GetAwaiter().GetResult();

    /// <summary>
    /// The store; waits until it is open and this process stands in the table of processes as running.
    /// </summary>
    public Store Entered
    {
        get
        {
            Store store = Opened;
            _entered.Task.GetAwaiter().GetResult();
            return store;
        }
    }

    /// <summary>Says what this process is, as which it then enters the table of processes.</summary>
    public void Tell(BeginMessage begin) => _told.SetResult(begin);

    /// <summary>Begins to open it, unless that has begun.</summary>
    /// <param name="listen">
    /// Begins to listen to the parent; on the thread that opens the store, so that the function need not wait for it.
    /// </param>
    public void Open(Action listen)
    {
        if (_isBegun)
        {
            listen();
            return;
        }

        // Begun only when there is a thread: the end waits for it.
        Thread thread = new(() => Run(listen)) { IsBackground = true, Name = "holdfast store" };
        thread.UnsafeStart();
        _isBegun = true;
    }

    /// <summary>Closes it.</summary>
    public void Dispose()
    {
        if (!_isBegun) return;
        _told.TrySetCanceled();
        ((IAsyncResult)_entered.Task).AsyncWaitHandle.WaitOne();
        if (_opened.Task.IsCompletedSuccessfully) Opened.Dispose();
    }

    private void Run(Action listen)
    {
        try
        {
            listen();
            PrivateStore.Join(place.Address);
            Store store = Store.OpenUnreported(place.Address, place.Options);

            // The first commit of a process compiles much of what it runs: a function that only reads need not wait for
            // that. What it writes comes after it, so that nobody sees a trace of a process that does not run yet.
            store.HeldBack = _entered.Task;
            _opened.SetResult(store);
            store.ReportOpened();
            Enter(store, _told.Task.GetAwaiter().GetResult());
            store.HeldBack = null;
            _entered.SetResult();
        }
        catch (Exception fault)
        {
            _opened.TrySetException(fault);
            _entered.SetException(fault);
        }
    }

    private static void Enter(Store store, BeginMessage begin)
    {
        StoreProcess self = store.Self;
        DateTimeOffset now = store.Options.TimeProvider.GetUtcNow();
        ProcessTable table = new(store);
        ProcessRecord Running(ProcessRecord record) => record with
        {
            Phase = ProcessPhase.Running,
            Self = self,
            Place = ProcessPlace.Own,
            Started = now,
        };
        ProcessRecord? entered = table.Change(begin.Id, $"{begin.Name} runs", Running);

        // Its parent died before it got here, and somebody forgot it as one that had died too.
        if (entered is null) table.Restore(Running(Forgotten(begin, self, now)));

        // Asked to end by one who did not know yet to whom the signal goes.
        if (entered is { IsStopping: true }) _ = Libc.SendSignal(Environment.ProcessId, Libc.Terminate);
    }

    private static ProcessRecord Forgotten(BeginMessage begin, StoreProcess self, DateTimeOffset now) => new()
    {
        Id = begin.Id,
        Name = begin.Name,
        Function = begin.Call?.Function.Display ?? begin.Name,
        Maker = self,
        Created = now,
    };
}
