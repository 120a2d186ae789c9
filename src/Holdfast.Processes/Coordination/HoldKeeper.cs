using System.Diagnostics.CodeAnalysis;
using Holdfast.Errors;

namespace Holdfast.Processes.Coordination;

/// <summary>Renews what is held for a time, and tells when something is held no longer.</summary>
/// <remarks>
/// A lease is renewed each third of its time, so that two renewals may fail. It counts as lost when its time is over by
/// this process's own clock, though the state may not say so yet: nobody else can have it before.
/// Threads. Any.
/// </remarks>
[SuppressMessage(
    "Design", "CA1001", Justification = "The source has no timer, and its token is used after the end.")]
internal sealed class HoldKeeper
{
    private const int RenewalsInTime = 3;

    private readonly Lock _lock = new();
    private readonly Gate _gate;
    private readonly string _id;
    private readonly ITimer? _timer;
    private CancellationTokenSource? _lost;
    private Watch? _watch;
    private DateTimeOffset _until;
    private bool _isLost;
    private bool _isEnded;
    private bool _isPaused;
    private bool _isMissed;

    /// <summary>Begins to keep it.</summary>
    /// <param name="gate">Where it was taken.</param>
    /// <param name="id">Its name there.</param>
    /// <param name="until">
    /// Until when it is held by the record, which may have said so long before this process came to know; null: without
    /// a time.
    /// </param>
    public HoldKeeper(Gate gate, string id, DateTimeOffset? until)
    {
        (_gate, _id) = (gate, id);
        if (gate.TimeToLive is not { } time || until is not { } end) return;
        _until = end;
        _timer = gate.Clock.CreateTimer(
            static keeper => ((HoldKeeper)keeper!).Tick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        TimeSpan rest = end - gate.Now - (time * (RenewalsInTime - 1) / RenewalsInTime);
        SetTimer(rest > TimeSpan.Zero ? rest : TimeSpan.Zero);
    }

    public DateTimeOffset? Until
    {
        get
        {
            lock (_lock) return _timer is null ? null : _until;
        }
    }

    /// <summary>Whether it is known to be lost.</summary>
    public bool IsOver
    {
        get
        {
            lock (_lock) return _isLost || (_timer is not null && _until <= _gate.Now);
        }
    }

    public CancellationToken Lost
    {
        get
        {
            lock (_lock)
            {
                if (_lost is null)
                {
                    _lost = new CancellationTokenSource();
                    if (_isLost) _lost.Cancel();
                    else if (!_isEnded) _ = WatchAsync(_watch = _gate.WatchHold(_id));
                }

                return _lost.Token;
            }
        }
    }

    /// <summary>Renews it; false when it is lost, or has no time to live.</summary>
    public bool Renew()
    {
        if (_timer is null || _gate.TimeToLive is not { } time || IsOver) return false;

        // Counted from before the commit: the record says a moment later, never an earlier one.
        DateTimeOffset until = _gate.Now + time;
        if (!_gate.Renew(_id))
        {
            Lose();
            return false;
        }

        lock (_lock) _until = until;
        return true;
    }

    /// <summary>It is being given back: that it is held no longer is no loss.</summary>
    public void Pause()
    {
        lock (_lock) _isPaused = true;
    }

    /// <summary>It could not be given back: it is kept as before.</summary>
    public void Resume()
    {
        bool isMissed;
        lock (_lock)
        {
            _isPaused = false;
            isMissed = _isMissed;
        }

        if (isMissed) Lose();
    }

    /// <summary>Ends the keeping: it is given back.</summary>
    public void End()
    {
        lock (_lock) _isEnded = true;
        _timer?.Dispose();
        _watch?.Dispose();
    }

    // Set anew each time: a renewal that takes long is not overtaken by the next one.
    private void SetTimer(TimeSpan rest) => _timer!.Change(rest, Timeout.InfiniteTimeSpan);

    private void Tick()
    {
        try
        {
            if (!Renew()) Lose();
            else SetTimer(_gate.TimeToLive!.Value / RenewalsInTime);
        }
        catch (Exception fault) when (fault is IHoldfastError or ObjectDisposedException)
        {
            // The store may be itself again at the next tick; if not, the time runs out.
            if (IsOver || _gate.State.Store.IsClosed) Lose();
            else SetTimer(_gate.TimeToLive!.Value / RenewalsInTime);
        }
    }

    private async Task WatchAsync(Watch watch)
    {
        try
        {
            while (_gate.IsHeld(_gate.State, _id))
            {
                await watch.NextAsync().ConfigureAwait(false);
            }

            Lose();
        }
        catch (Exception end) when (end is ObjectDisposedException or IHoldfastError)
        {
            // Given back: nothing is lost. The store was closed or failed: nobody knows any more whether it is held.
            Lose();
        }
        finally
        {
            watch.Dispose();
        }
    }

    private void Lose()
    {
        CancellationTokenSource? lost;
        lock (_lock)
        {
            if (_isPaused) _isMissed = true;
            if (_isEnded || _isLost || _isPaused) return;
            _isLost = true;
            lost = _lost;
        }

        _timer?.Dispose();
        lost?.Cancel();
    }
}
