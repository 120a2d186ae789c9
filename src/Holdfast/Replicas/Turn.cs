using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Holdfast.Errors;
using Holdfast.Logs;
using Holdfast.Timing;

namespace Holdfast.Replicas;

/// <summary>The turn of a namespace: whoever has it commits while other writers hold back.</summary>
/// <remarks>
/// Two levels: first among the functions of this process (here), then among processes (<see cref="LocalLog"/>).
/// Writers look at both again after they have the right to write, so that a function which takes the turn and then
/// passes once through the writer lock knows that nobody commits any more: see <see cref="LocalCommitter"/>.
/// Threads. Any.
/// </remarks>
[SuppressMessage("Reliability", "CA1001",
    Justification = "A semaphore whose wait handle is never asked for holds nothing to dispose.")]
internal sealed class Turn
{
    private readonly SemaphoreSlim _free = new(1, 1);
    private readonly LocalLog? _log;
    private readonly Action _onReleased;
    private volatile TurnHold? _hold;

    /// <summary>Makes the turn of one namespace.</summary>
    /// <param name="log">The log, when other processes share it through a local one; else null.</param>
    /// <param name="onReleased">Called when writers that held back may go on.</param>
    public Turn(LocalLog? log, Action onReleased) => (_log, _onReleased) = (log, onReleased);

    /// <summary>Takes the turn.</summary>
    /// <param name="limit">
    /// How long others honour it; <see cref="Timeout.InfiniteTimeSpan"/>: until it is released.
    /// </param>
    /// <param name="timeout">How long to wait for it.</param>
    /// <param name="token">Ends the waiting.</param>
    public TurnHold Take(TimeSpan limit, TimeSpan timeout, CancellationToken token)
    {
        Deadline deadline = Deadline.After(timeout);
        if (!_free.Wait(deadline.Rest, token)) throw TimedOut(timeout);

        return Hold(limit, deadline.Rest, token);
    }

    /// <inheritdoc cref="Take"/>
    public async ValueTask<TurnHold> TakeAsync(TimeSpan limit, TimeSpan timeout, CancellationToken token)
    {
        Deadline deadline = Deadline.After(timeout);
        if (!await _free.WaitAsync(deadline.Rest, token).ConfigureAwait(false))
            throw TimedOut(timeout);

        // The wait between processes blocks a thread, so it is not done on the caller's. It is begun without the token:
        // a call that is never begun would not give the right of this process back.
        return await Task.Run(() => Hold(limit, deadline.Rest, token), CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Gives the turn back.</summary>
    public void Release()
    {
        _hold = null;
        _log?.ReleaseTurn();
        _free.Release();
        _onReleased();
    }

    /// <summary>Whether a writer must hold back for another function of this process, and how long at most.</summary>
    public bool IsHeldByOther(TurnHold? own, out TimeSpan rest)
    {
        TurnHold? hold = _hold;
        rest = TimeSpan.Zero;
        if (hold is null || hold == own) return false;

        if (hold.Until == long.MaxValue)
        {
            rest = Timeout.InfiniteTimeSpan;
            return true;
        }

        rest = TimeSpan.FromMilliseconds(hold.Until - Environment.TickCount64);
        return rest > TimeSpan.Zero;
    }

    /// <summary>The error of a caller that waited too long for another function of this process.</summary>
    public HoldfastTimeoutException TimedOut(TimeSpan timeout)
    {
        string cause = _hold is null
            ? "Another function of this process has been waiting for the turn of this namespace"
            : $"A function of this process ({Environment.ProcessId}) has had the turn of this namespace";
        return new HoldfastTimeoutException(ErrorCode.TimedOut, string.Create(
            CultureInfo.InvariantCulture,
            $"{cause} for {timeout.TotalSeconds:0.###} s; let that one end, or wait longer."));
    }

    private TurnHold Hold(TimeSpan limit, TimeSpan timeout, CancellationToken token)
    {
        try
        {
            _log?.TakeTurn(limit, timeout, token);
        }
        catch
        {
            _free.Release();
            throw;
        }

        long until = limit == Timeout.InfiniteTimeSpan
            ? long.MaxValue
            : Environment.TickCount64 + (long)limit.TotalMilliseconds;
        return _hold = new TurnHold(this, until);
    }
}
