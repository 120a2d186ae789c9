using Holdfast.Errors;
using Holdfast.Processes.Children;
using Holdfast.Processes.Supervision;
using Holdfast.Reporting;

namespace Holdfast.Processes;

/// <content>Being told of its end.</content>
public sealed partial class ChildProcess
{
    private readonly TaskCompletionSource<ExitStatus> _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _wasAskedToEnd;
    private volatile bool _wasStoppedByLink;

    // Under the lock: the links one of whose processes failed before this one was started.
    private readonly List<ProcessLink> _failedLinks = [];

    /// <summary>Ends with it, also when it is not yet started.</summary>
    internal Task<ExitStatus> Ending => _over.Task;

    /// <summary>Whether it was asked to end on purpose.</summary>
    internal bool WasAskedToEnd => _wasAskedToEnd;

    internal bool WasStoppedByLink => _wasStoppedByLink;

    /// <summary>Whether it has ended by a failure: not by a return, nor because somebody wanted it.</summary>
    internal bool HasFailed => ExitCode is not (null or 0) && (!_wasAskedToEnd || _wasStoppedByLink);

    /// <summary>Has a function called once when it has ended, however; at once when it has already.</summary>
    /// <param name="told">The function, called on a thread of the pool.</param>
    /// <returns>Disposing of it takes that back.</returns>
    public IDisposable Monitor(Action<ChildProcess> told)
    {
        ArgumentNullException.ThrowIfNull(told);
        CancellationTokenSource undone = new();
        _ = _over.Task.ContinueWith(
            _ =>
            {
                if (undone.IsCancellationRequested) return;
                try
                {
                    told(this);
                }
                catch (Exception fault)
                {
                    CallbackFailures.Report(this, $"monitor of {this}", fault);
                }
            },
            undone.Token,
            TaskContinuationOptions.None,
            TaskScheduler.Default);
        return new Undoing(undone);
    }

    /// <summary>
    /// Stops it because one that it is linked to failed; nothing when it has ended. One that is not yet started never
    /// is.
    /// </summary>
    internal Task StopLinkedAsync(ProcessLink link)
    {
        lock (_lock)
        {
            if (_life is null)
            {
                _failedLinks.Add(link);
                return Task.CompletedTask;
            }
        }

        if (!IsAlive) return Task.CompletedTask;
        _wasStoppedByLink = true;
        return StopAsync();
    }

    /// <summary>Lets go of a link that was cut.</summary>
    internal void Unlink(ProcessLink link)
    {
        lock (_lock) _failedLinks.Remove(link);
    }

    private void ThrowIfLinkFailed()
    {
        if (_failedLinks.Find(link => !link.IsCut) is not { Cause: { } cause }) return;
        throw new HoldfastOperationException(
            ErrorCode.LinkFailed, $"{this} is linked to one that failed, {cause}; cut the link, or make both anew.");
    }

    private sealed class Undoing(CancellationTokenSource source) : IDisposable
    {
        public void Dispose() => source.Cancel();
    }
}
