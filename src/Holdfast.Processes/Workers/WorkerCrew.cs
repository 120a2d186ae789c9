using System.Diagnostics.CodeAnalysis;
using Holdfast.Processes.Calls;

namespace Holdfast.Processes.Workers;

/// <summary>The warm workers of a context, and who waits for one.</summary>
/// <remarks>
/// A caller says how much its worker may already have to do; callers are served in order. While somebody
/// waits, some worker is there or being started; when none can be, all who wait are told why.
/// Threads. Any. Nothing is started, sent or completed under the lock but what is said there.
/// </remarks>
[RequiresUnreferencedCode(FunctionReference.Reflection)]
[RequiresDynamicCode(FunctionReference.Reflection)]
internal sealed partial class WorkerCrew(ProcessContext context)
{
    private readonly Lock _lock = new();
    private readonly List<WarmWorker> _workers = [];
    private readonly LinkedList<Waiter> _waiters = [];
    private bool _isOver;

    private sealed record Waiter(int Depth, TaskCompletionSource<WarmWorker> Worker);

    /// <summary>Raised when nobody gets a worker any more, before they are stopped.</summary>
    public event Action? Ending;

    /// <summary>The workers that live and were not told to end.</summary>
    public IReadOnlyList<ChildProcess> Processes
    {
        get
        {
            lock (_lock) return [.. Active.Select(worker => worker.Process)];
        }
    }

    private IEnumerable<WarmWorker> Active => _workers.Where(worker => !worker.IsRetired);

    /// <summary>Takes the worker with the least to do.</summary>
    /// <param name="depth">How much it may have to do already, with what is to come.</param>
    /// <param name="token">Ends the waiting.</param>
    public Task<WarmWorker> RentAsync(int depth, CancellationToken token)
    {
        Waiter waiter = new(
            depth, new TaskCompletionSource<WarmWorker>(TaskCreationOptions.RunContinuationsAsynchronously));
        bool isNobodyThere;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isOver, context);
            if (_waiters.Count == 0 && TryTake(depth) is { } worker) return Task.FromResult(worker);
            _waiters.AddLast(waiter);
            isNobodyThere = IsNobodyThere;
            if (isNobodyThere) _starting++;
        }

        if (isNobodyThere) StartBeside(1);
        return token.CanBeCanceled ? WaitAsync(waiter, token) : waiter.Worker.Task;
    }

    /// <summary>Gives a worker back, whatever became of it.</summary>
    public void Return(WarmWorker worker)
    {
        bool isDone;
        lock (_lock)
        {
            worker.Load--;
            worker.IsHeldUp = false;
            if (worker.HasAnswered) _failedStarts = 0;
            isDone = worker is { IsRetired: true, Load: 0 };
            Serve();
        }

        if (isDone) worker.Retire();
    }

    /// <summary>Lets nobody wait any more; gives the workers, to be stopped.</summary>
    public IReadOnlyList<ChildProcess> End()
    {
        IReadOnlyList<ChildProcess> all;
        lock (_lock)
        {
            _isOver = true;
            FailWaiters(new ObjectDisposedException(nameof(ProcessContext)));
            all = [.. _workers.Select(worker => worker.Process)];
        }

        Ending?.Invoke();
        return all;
    }

    private async Task<WarmWorker> WaitAsync(Waiter waiter, CancellationToken token)
    {
        try
        {
            return await waiter.Worker.Task.WaitAsync(token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            bool isServed;
            lock (_lock) isServed = !_waiters.Remove(waiter);

            // At the last moment.
            if (isServed && waiter.Worker.Task is { IsCompletedSuccessfully: true } served) Return(served.Result);
            throw;
        }
    }

    private WarmWorker? TryTake(int depth)
    {
        WarmWorker? least = Active
            .Where(worker => worker.IsReady && !(worker.IsHeldUp && worker.Load > 0))
            .MinBy(worker => worker.Load);
        if (least is null || least.Load >= depth) return null;
        least.Load++;
        return least;
    }

    private void Serve()
    {
        while (_waiters.First is { } first && TryTake(first.Value.Depth) is { } worker)
        {
            _waiters.RemoveFirst();
            first.Value.Worker.SetResult(worker);
        }

        while (_waiters.Count == 0 && TryMove()) { }
    }

    /// <summary>
    /// Under the lock: gives a piece that waits behind another at its worker to a worker that has nothing to do. Who
    /// asked for it goes on with that one, and returns that one.
    /// </summary>
    private bool TryMove()
    {
        if (!_workers.Exists(worker => worker.Load > 1)) return false;
        if (Active.FirstOrDefault(worker => worker is { IsReady: true, Load: 0 }) is not { } idle) return false;
        if (_workers.Find(worker => worker.Load > 1 && worker.TryMove(idle)) is not { } busy) return false;
        busy.Load--;
        busy.IsHeldUp = true;
        idle.Load++;
        return true;
    }

    private void FailWaiters(Exception fault)
    {
        foreach (Waiter waiter in _waiters) waiter.Worker.TrySetException(fault);
        _waiters.Clear();
    }
}
