using Holdfast.Errors;
using Holdfast.Lifecycle.Runs;
using Holdfast.Processes.Liveness;
using Holdfast.Processes.Table;
using Holdfast.Reporting;
using Holdfast.Timing;

namespace Holdfast.Processes;

/// <content>Being told of its end.</content>
public sealed partial class StoredProcess
{
    /// <summary>Waits until it has ended, however, and whoever started it.</summary>
    /// <param name="timeout">For how long; null: without end. A process that is waited for in vain goes on.</param>
    /// <param name="token">Ends the waiting.</param>
    /// <returns>
    /// How it is then: its exit code and last error. Of one whose end nobody wrote down, and of one that was forgotten,
    /// only that it died. What its function returned is known only to whoever started it.
    /// </returns>
    /// <exception cref="HoldfastTimeoutException">TimedOut.</exception>
    public ProcessStatus Wait(TimeSpan? timeout = null, CancellationToken token = default)
    {
        Deadline deadline = Deadline.Of(timeout);
        using EndWait end = new(_store, Status.Id);
        return end.Wait(deadline, token) ? StatusNow() : throw TimedOut();
    }

    /// <inheritdoc cref="Wait"/>
    public async Task<ProcessStatus> WaitAsync(TimeSpan? timeout = null, CancellationToken token = default)
    {
        Deadline deadline = Deadline.Of(timeout);
        using EndWait end = new(_store, Status.Id);
        return await end.WaitAsync(deadline, token).ConfigureAwait(false) ? StatusNow() : throw TimedOut();
    }

    /// <summary>Has a function called once when it has ended, however; at once when it has already.</summary>
    /// <param name="told">The function, called on a thread of the pool with how it is then, as a wait gives it.</param>
    /// <returns>Disposing of it takes that back, as closing the store does.</returns>
    public IDisposable Monitor(Action<ProcessStatus> told)
    {
        ArgumentNullException.ThrowIfNull(told);
        CancellationTokenSource undone = new();

        // What flows with the caller, such as an atomic function, is not the monitor's.
        using (ExecutionContext.SuppressFlow()) _ = Task.Run(() => TellAsync(told, undone.Token));
        return new Undoing(undone);
    }

    private async Task TellAsync(Action<ProcessStatus> told, CancellationToken undone)
    {
        try
        {
            ProcessStatus end = await WaitAsync(timeout: null, undone).ConfigureAwait(false);
            if (!undone.IsCancellationRequested) told(end);
        }
        catch (Exception) when (_store.IsClosed || undone.IsCancellationRequested)
        {
            // Nobody wants to be told any more, or nobody can know.
        }
        catch (Exception fault)
        {
            CallbackFailures.Report(this, $"monitor of the process '{Status.Name}' ({Status.Id})", fault);
        }
    }

    private ProcessStatus StatusNow()
    {
        if (_table.Find(Status.Id) is not { } record) return Status with { Phase = ProcessPhase.Died };
        _table.State.TryGetRunStatus(ProcessTable.PathOf(Status.Id), out RunStatus? run);
        return ProcessStatus.Of(record, LivingProcesses.Of(_store), run?.Phase);
    }

    private HoldfastTimeoutException TimedOut() => new(
        ErrorCode.TimedOut,
        $"The time for waiting is over, and the process '{Status.Name}' ({Status.Id}) has not ended; it goes on.");

    private sealed class Undoing(CancellationTokenSource source) : IDisposable
    {
        public void Dispose() => source.Cancel();
    }
}
