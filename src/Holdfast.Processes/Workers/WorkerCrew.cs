using System.Diagnostics.CodeAnalysis;
using Holdfast.Processes.Calls;

namespace Holdfast.Processes.Workers;

/// <summary>The warm workers of a context, and who waits for one.</summary>
/// <remarks>
/// Who wants a worker says how much that one may have to do already; who came first is served first.
/// Threads. Any. Nothing is started, sent or completed under the lock but what is said there.
/// </remarks>
[RequiresUnreferencedCode(FunctionReference.Reflection)]
[RequiresDynamicCode(FunctionReference.Reflection)]
internal sealed class WorkerCrew(ProcessContext context)
{
    private readonly Lock _lock = new();
    private readonly List<WarmWorker> _workers = [];
    private readonly LinkedList<Waiter> _waiters = [];
    private int _wanted;
    private int _started;
    private bool _isOver;

    private sealed record Waiter(int Depth, TaskCompletionSource<WarmWorker> Worker);

    /// <summary>The workers that live and were not told to end.</summary>
    public IReadOnlyList<ChildProcess> Processes
    {
        get
        {
            lock (_lock) return [.. Active.Select(worker => worker.Process)];
        }
    }

    private IEnumerable<WarmWorker> Active => _workers.Where(worker => !worker.IsRetired);

    /// <summary>Has so many workers from now on: starts the missing ones, and lets surplus ones end.</summary>
    /// <param name="count">How many.</param>
    /// <param name="areNew">Whether none of those that are there will do.</param>
    public void Have(int count, bool areNew)
    {
        int missing;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isOver, context);
            WarmWorker[] active = [.. Active];
            missing = areNew ? count : Math.Max(0, count - active.Length);
            _wanted = areNew ? active.Length + count : count;
            foreach (WarmWorker surplus in active.Skip(_wanted)) surplus.Retire();
        }

        for (int index = 0; index < missing; index++) StartOne();
    }

    /// <summary>Starts as many as the options say, if there are none.</summary>
    public void HaveSome()
    {
        lock (_lock)
        {
            if (_wanted > 0) return;
        }

        Have(context.Options.Workers ?? Environment.ProcessorCount, areNew: false);
    }

    /// <summary>Takes the worker with the least to do.</summary>
    /// <param name="depth">How much it may have to do already, with what is to come.</param>
    /// <param name="token">Ends the waiting.</param>
    public Task<WarmWorker> RentAsync(int depth, CancellationToken token)
    {
        Waiter waiter = new(
            depth, new TaskCompletionSource<WarmWorker>(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isOver, context);
            if (_waiters.Count == 0 && TryTake(depth) is { } worker) return Task.FromResult(worker);
            _waiters.AddLast(waiter);
        }

        return token.CanBeCanceled ? WaitAsync(waiter, token) : waiter.Worker.Task;
    }

    /// <summary>Gives a worker back, whatever became of it.</summary>
    public void Return(WarmWorker worker)
    {
        lock (_lock)
        {
            worker.Load--;
            Serve();
        }
    }

    /// <summary>Lets nobody wait any more; gives the workers, to be stopped.</summary>
    public IReadOnlyList<ChildProcess> End()
    {
        lock (_lock)
        {
            _isOver = true;
            foreach (Waiter waiter in _waiters)
                waiter.Worker.TrySetException(new ObjectDisposedException(nameof(ProcessContext)));
            _waiters.Clear();
            return [.. _workers.Select(worker => worker.Process)];
        }
    }

    private async Task<WarmWorker> WaitAsync(Waiter waiter, CancellationToken token)
    {
        try
        {
            return await waiter.Worker.Task.WaitAsync(token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            lock (_lock)
            {
                // It may have been served at the last moment.
                if (!_waiters.Remove(waiter) && waiter.Worker.Task is { IsCompletedSuccessfully: true } served)
                {
                    served.Result.Load--;
                    Serve();
                }
            }

            throw;
        }
    }

    private WarmWorker? TryTake(int depth)
    {
        WarmWorker? least = Active.MinBy(worker => worker.Load);
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
    }

    private void StartOne()
    {
        WarmWorker worker = new(context, $"worker {Interlocked.Increment(ref _started)}", OnOver);
        lock (_lock)
        {
            if (!worker.IsOver) _workers.Add(worker);
            if (!_isOver)
            {
                Serve();
                return;
            }
        }

        worker.Process.Stop();
    }

    /// <summary>One has ended; if that was not meant, another takes its place.</summary>
    private void OnOver(WarmWorker worker)
    {
        bool isMissed;
        lock (_lock)
        {
            worker.IsOver = true;
            _workers.Remove(worker);
            isMissed = !_isOver && !worker.IsRetired && Active.Count() < _wanted;
        }

        if (isMissed) Task.Run(Replace);
    }

    private void Replace()
    {
        try
        {
            StartOne();
        }
        catch (Exception fault)
        {
            // Nobody can be given it but those who wait for a worker.
            lock (_lock)
            {
                if (Active.Any()) return;
                foreach (Waiter waiter in _waiters) waiter.Worker.TrySetException(fault);
                _waiters.Clear();
                _wanted = 0;
            }
        }
    }
}
