using Holdfast.Processes.Children;
using Holdfast.Processes.Native;
using Holdfast.Processes.Table;

namespace Holdfast.Processes.Entry;

/// <summary>
/// The store of a child, opened beside its function, so that one that does not need it need not wait.
/// </summary>
internal sealed class ChildStore : IDisposable
{
    private readonly TaskCompletionSource<Store> _opened = new();
    private readonly TaskCompletionSource _entered = new();
    private readonly BeginMessage _begin;

    private bool _isBegun;

    public ChildStore(BeginMessage begin) => _begin = begin;

    /// <summary>The store; waits until it is open, and not until the table of processes knows of this one.</summary>
    public Store Opened => _opened.Task.GetAwaiter().GetResult();

    /// <summary>The store; waits until it is open and this process stands in the table of processes as running.</summary>
    public Store Entered
    {
        get
        {
            Store store = Opened;
            _entered.Task.GetAwaiter().GetResult();
            return store;
        }
    }

    /// <summary>Begins to open it, and then to say in the table of processes that this one runs.</summary>
    public void Open()
    {
        _isBegun = true;
        Thread thread = new(Run) { IsBackground = true, Name = "holdfast store" };
        thread.Start();
    }

    /// <summary>Closes it.</summary>
    public void Dispose()
    {
        if (!_isBegun) return;
        ((IAsyncResult)_entered.Task).AsyncWaitHandle.WaitOne();
        if (_opened.Task.IsCompletedSuccessfully) Opened.Dispose();
    }

    private void Run()
    {
        try
        {
            PrivateStore.Join(_begin.Address);
            Store store = Store.OpenUnreported(_begin.Address, _begin.Options);

            // The first commit of a process compiles much of what it runs: a function need not wait for that.
            _opened.SetResult(store);
            store.ReportOpened();
            Enter(store);
            _entered.SetResult();
        }
        catch (Exception fault)
        {
            _opened.TrySetException(fault);
            _entered.SetException(fault);
        }
    }

    private void Enter(Store store)
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
        ProcessRecord? entered = table.Change(_begin.Id, $"{_begin.Name} runs", Running);

        // Its parent died before it got here, and somebody forgot it as one that had died too.
        if (entered is null) table.Restore(Running(Forgotten(self, now)));

        // Asked to end by one who did not know yet to whom the signal goes.
        if (entered is { IsStopping: true }) _ = Libc.SendSignal(Environment.ProcessId, Libc.Terminate);
    }

    private ProcessRecord Forgotten(StoreProcess self, DateTimeOffset now) => new()
    {
        Id = _begin.Id,
        Name = _begin.Name,
        Function = _begin.Call?.Function.Display ?? _begin.Name,
        Maker = self,
        Created = now,
    };
}
