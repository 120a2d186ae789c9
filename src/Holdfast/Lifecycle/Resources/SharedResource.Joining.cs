using Holdfast.Timing;

namespace Holdfast.Lifecycle.Resources;

/// <content>Waiting for the final close.</content>
public abstract partial class SharedResource<T>
{
    private TaskCompletionSource? _joiners;
    private bool _isFinished;

    /// <summary>
    /// Says whether the final close lets those go on who joined, or <see cref="Finish"/> does, once for each final
    /// close. Default: the close.
    /// </summary>
    /// <remarks>
    /// For queues: the final close ends the putting, and those who join wait until the queue has been drained.
    /// </remarks>
    protected virtual bool FinishesLater => false;

    /// <summary>
    /// Waits until the final close is complete, also when its shut-down fails; returns at once when it is closed.
    /// </summary>
    /// <param name="timeout">How long to wait; null: without end.</param>
    /// <param name="token">Ends the waiting.</param>
    /// <remarks>Threads. Called by the shut-down itself, it returns at once.</remarks>
    /// <exception cref="Errors.HoldfastOperationException">ResourceNotOpened: it was never open.</exception>
    /// <exception cref="TimeoutException">It is still open.</exception>
    public Task JoinAsync(TimeSpan? timeout = null, CancellationToken token = default)
    {
        Task closed = Joined();
        return closed.IsCompleted ? closed : closed.WaitAsync(Deadline.Of(timeout).Rest, token);
    }

    /// <inheritdoc cref="JoinAsync(TimeSpan?, CancellationToken)"/>
    public void Join(TimeSpan? timeout = null) => JoinAsync(timeout).GetAwaiter().GetResult();

    /// <summary>Lets those go on who joined, when the final close does not (<see cref="FinishesLater"/>).</summary>
    /// <exception cref="Errors.HoldfastOperationException">
    /// FinishRefused: it is not closed, or was finished.
    /// </exception>
    public void Finish()
    {
        TaskCompletionSource? joined;
        lock (_lock)
        {
            if (_phase != ResourcePhase.Closed || !_hasOpened) throw ResourceFailures.FinishedEarly(Name);
            if (_isFinished || !FinishesLater) throw ResourceFailures.FinishedTwice(Name);
            joined = TakeJoiners();
        }

        joined?.TrySetResult();
    }

    private Task Joined()
    {
        lock (_lock)
        {
            if (!_hasOpened) throw ResourceFailures.NotOpened(Name);
            if (_phase == ResourcePhase.ShuttingDown && _transition!.IsOwn) return Task.CompletedTask;
            bool isOver = _phase is ResourcePhase.Closed or ResourcePhase.Starting;
            if (isOver && (_isFinished || !FinishesLater)) return Task.CompletedTask;
            _joiners ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _joiners.Task;
        }
    }

    private TaskCompletionSource? TakeJoiners()
    {
        TaskCompletionSource? joined = _joiners;
        (_joiners, _isFinished) = (null, true);
        return joined;
    }
}
