using Holdfast.Errors;
using Holdfast.Reporting;

namespace Holdfast.Processes.Workers;

/// <content>How many workers there are: who is started, who replaces one that died, and who is let go.</content>
internal sealed partial class WorkerCrew
{
    /// <summary>
    /// How many workers in a row may end before they were of use until none takes their place by itself any more: each
    /// costs the start of a process, and the next will fare no better. A call after that has one started.
    /// </summary>
    private const int MostFailedStarts = 3;

    private int _lasting;
    private int _passing;
    private int _starting;
    private int _started;
    private int _failedStarts;

    /// <summary>How many there are to be: those that stay, and those that maps have for themselves.</summary>
    private int Wanted => _lasting + _passing;

    private bool IsNobodyThere => _starting == 0 && !Active.Any();

    /// <summary>Has this many workers from now on: starts the missing ones, and lets surplus ones end.</summary>
    public void Have(int count) => Change(() => _lasting = count);

    /// <summary>Starts as many as the options say if there is no number yet, and else those that are missing.</summary>
    public void HaveSome()
    {
        lock (_lock)
        {
            if (_lasting > 0 && Active.Count() + _starting >= Wanted) return;
        }

        Change(() =>
        {
            if (_lasting == 0) _lasting = context.Options.Workers ?? Environment.ProcessorCount;
        });
    }

    /// <summary>Starts this many beside those that exist, until <see cref="HaveFewer"/>.</summary>
    public void HaveMore(int count)
    {
        try
        {
            Change(() => _passing += count);
        }
        catch
        {
            HaveFewer(count);
            throw;
        }
    }

    /// <summary>Lets as many end as were started for a while.</summary>
    public void HaveFewer(int count)
    {
        WarmWorker[] idle;
        lock (_lock)
        {
            _passing -= count;
            idle = TakeSurplus();
        }

        foreach (WarmWorker worker in idle) worker.Retire();
    }

    private void Change(Action change)
    {
        WarmWorker[] idle;
        int missing;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isOver, context);
            change();
            idle = TakeSurplus();
            missing = TakeMissing(most: _failedStarts < MostFailedStarts ? int.MaxValue : 1);
        }

        foreach (WarmWorker worker in idle) worker.Retire();
        Start(missing);
    }

    /// <summary>Under the lock: counts the missing ones as being started.</summary>
    private int TakeMissing(int most = int.MaxValue)
    {
        int missing = Math.Clamp(Wanted - Active.Count() - _starting, 0, most);
        _starting += missing;
        return missing;
    }

    /// <summary>
    /// Under the lock: the surplus get nothing more to do, busy ones first, for one of them may be stuck. Gives those
    /// that have nothing, to be told; a busy one is told when it is returned, behind what it was rented for.
    /// </summary>
    private WarmWorker[] TakeSurplus()
    {
        int surplus = Active.Count() - Wanted;
        if (surplus <= 0) return [];
        WarmWorker[] retired = [.. Active.Reverse().OrderByDescending(worker => worker.Load).Take(surplus)];
        foreach (WarmWorker worker in retired) worker.IsRetired = true;
        return [.. retired.Where(worker => worker.Load == 0)];
    }

    /// <summary>Starts this many, which are counted as being started; one that exists is enough.</summary>
    private void Start(int count)
    {
        for (; count > 0; count--)
        {
            try
            {
                StartOne();
            }
            catch (Exception fault)
            {
                lock (_lock)
                {
                    _starting -= count;
                    if (IsNobodyThere) FailWaiters(fault);
                    if (!Active.Any()) throw;
                }

                CallbackFailures.Report(context, "start of a further worker", fault);
                return;
            }
        }
    }

    private void StartBeside(int count) => Task.Run(() =>
    {
        try
        {
            Start(count);
        }
        catch (Exception)
        {
            // Those who wait for a worker were told.
        }
    });

    private void StartOne()
    {
        WarmWorker worker = new(context, $"worker {Interlocked.Increment(ref _started)}", OnReady, OnOver);
        int missing = 0;
        bool isOver;
        lock (_lock)
        {
            _starting--;
            isOver = _isOver;
            if (worker.IsOver) missing = TakeReplacements(worker);
            else _workers.Add(worker);
            Serve();
        }

        if (isOver) worker.Process.Stop();
        if (missing > 0) StartBeside(missing);
    }

    private void OnReady(WarmWorker worker)
    {
        lock (_lock)
        {
            worker.IsReady = true;
            Serve();
        }
    }

    private void OnOver(WarmWorker worker)
    {
        int missing;
        lock (_lock)
        {
            worker.IsOver = true;

            // One that whoever starts it has not entered yet is looked at there.
            if (!_workers.Remove(worker)) return;
            missing = TakeReplacements(worker);
        }

        if (missing > 0) StartBeside(missing);
    }

    /// <summary>Under the lock, after the end of a worker: says how many to start in its place.</summary>
    private int TakeReplacements(WarmWorker worker)
    {
        if (_isOver) return 0;

        // One that ended in the middle of a call may have done so because of that call.
        if (worker is { IsRetired: false, HasAnswered: false, Load: 0 }) _failedStarts++;
        int missing = _failedStarts < MostFailedStarts ? TakeMissing() : 0;
        if (missing == 0 && IsNobodyThere && _waiters.Count > 0) FailWaiters(NotStarting(worker));
        return missing;
    }

    private HoldfastOperationException NotStarting(WarmWorker worker)
    {
        Exception? cause = worker.Failure?.Rebuild();
        return cause is IHoldfastError { Code: ErrorCode.ProgramChanged or ErrorCode.ChildFailed } told
            ? new HoldfastOperationException(told.Code, told.Message, cause)
            : new HoldfastOperationException(
                ErrorCode.ProcessFailed,
                $"{_failedStarts} workers have ended before they took a call, the last of them {worker.Process}; "
                    + "look at what they wrote.",
                cause);
    }
}
