namespace Holdfast.Processes.Supervision;

/// <summary>Ties processes together: when one fails, the others are stopped.</summary>
/// <remarks>
/// Shape.   One that returns, or that somebody stops on purpose, takes nobody along. Those that a link stops have
///          failed by that: what they are linked to otherwise stops too. One that is not yet started is refused its
///          start from then on.
/// Threads. Any.
/// Source.  Erlang's links.
/// </remarks>
public sealed class ProcessLink : IDisposable
{
    private readonly IReadOnlyList<ChildProcess> _processes;
    private ChildProcess? _cause;

    // Cancelled, it takes what is to be done at their ends away from the processes, which would keep it.
    private readonly CancellationTokenSource _cut = new();

    internal ProcessLink(IReadOnlyList<ChildProcess> processes)
    {
        _processes = processes;
        foreach (ChildProcess process in processes)
        {
            _ = process.Ending.ContinueWith(
                _ => OnEndedAsync(process),
                _cut.Token,
                TaskContinuationOptions.None,
                TaskScheduler.Default);
        }
    }

    /// <summary>The process that failed first; null: none has.</summary>
    public ChildProcess? Cause => Volatile.Read(ref _cause);

    internal bool IsCut => _cut.IsCancellationRequested;

    /// <summary>Cuts the link: ends that come later take nobody along.</summary>
    public void Dispose()
    {
        _cut.Cancel();
        foreach (ChildProcess process in _processes) process.Unlink(this);
    }

    private async Task OnEndedAsync(ChildProcess ended)
    {
        if (IsCut || !ended.HasFailed || Interlocked.CompareExchange(ref _cause, ended, null) is not null) return;
        try
        {
            IEnumerable<ChildProcess> others = _processes.Where(process => process != ended);
            await Task.WhenAll(others.Select(process => process.StopLinkedAsync(this))).ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            Reporting.CallbackFailures.Report(this, $"stop of what is linked to {ended}", fault);
        }
    }
}
