using System.Diagnostics.CodeAnalysis;

namespace Holdfast.Lifecycle.Runs;

/// <summary>What the workers of a run look at: whether to go on, to wait or to end. Follows the run's record.</summary>
/// <remarks>Threads. Changed under one lock; read from any thread.</remarks>
[SuppressMessage(
    "Design", "CA1001", Justification = "A source without a timer holds nothing, and its token may outlive the run.")]
internal sealed class RunSwitch
{
    private readonly Lock _lock = new();
    private readonly bool _isPolled;
    private volatile RunRecord _record;
    private volatile TaskCompletionSource? _gate;
    private volatile CancellationTokenSource _source = new();
    private volatile bool _isCancelledHere;
    private volatile bool _isFollowing;
    private volatile bool _needsAttention;

    /// <param name="record">Where it begins.</param>
    /// <param name="isPolled">Whether a function is to be asked too.</param>
    /// <param name="isFollowing">Whether every change of the record comes here already.</param>
    public RunSwitch(RunRecord record, bool isPolled, bool isFollowing)
    {
        (_record, _isPolled, _isFollowing) = (record, isPolled, isFollowing);
        Update(record);
    }

    /// <summary>Whether a worker may not simply go on: the one field that the common case reads.</summary>
    public bool NeedsAttention => _needsAttention;

    public RunRecord Record => _record;

    public bool IsFollowing => _isFollowing;

    public bool IsCancelled => _record.IsCancelled || _isCancelledHere;

    /// <summary>Cancelled with the run; another one after each start.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>The source of the present run when it is cancelled, else null.</summary>
    public CancellationTokenSource? Cancelled
    {
        get
        {
            lock (_lock) return IsCancelled ? _source : null;
        }
    }

    /// <summary>Ends when those who wait have to look again; null when nobody has to wait.</summary>
    public Task? Gate => _gate?.Task;

    /// <summary>Takes over a record; gives what is to be cancelled once no lock is held.</summary>
    public CancellationTokenSource? Follow(RunRecord after)
    {
        lock (_lock)
        {
            _isFollowing = true;
            if (after.Starts != _record.Starts)
            {
                _source = new CancellationTokenSource();
                _isCancelledHere = false;
            }

            Update(after);
            return after.IsCancelled ? _source : null;
        }
    }

    /// <summary>
    /// Ends the workers of this process until the next start, whatever the record says; gives what is to be cancelled.
    /// </summary>
    public CancellationTokenSource CancelHere()
    {
        lock (_lock)
        {
            _isCancelledHere = true;
            Update(_record);
            return _source;
        }
    }

    /// <summary>Says that changes of the record come here no more; whoever waits has to look again.</summary>
    public void Unfollow()
    {
        lock (_lock)
        {
            _isFollowing = false;
            _needsAttention = true;
            OpenGate();
        }
    }

    private void Update(RunRecord record)
    {
        _record = record;
        if (record.Phase == RunPhase.Paused && !_isCancelledHere)
        {
            _gate ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        else
        {
            OpenGate();
        }

        _needsAttention = _isPolled || !_isFollowing || IsCancelled || _gate is not null;
    }

    private void OpenGate()
    {
        _gate?.SetResult();
        _gate = null;
    }
}
