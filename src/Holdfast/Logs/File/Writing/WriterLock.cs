using System.Diagnostics;
using Holdfast.Errors;
using Holdfast.Logs.File.Live;
using Holdfast.Logs.File.Native;

namespace Holdfast.Logs.File.Writing;

/// <summary>The right to append to one namespace: one kernel lock between processes.</summary>
/// <remarks>
/// Waiting is looking at the holder's word in `live`, then trying the lock, with naps that grow: the kernel's own
/// waiting (F_OFD_SETLKW) knows no time-out and no cancellation, and a stopped process may hold the lock for long.
/// Whoever leaves wakes nobody and may enter again at once: a process then commits many times while the others nap,
/// which for all together is several times faster than taking turns commit by commit.
/// </remarks>
internal sealed unsafe class WriterLock(LogContext context)
{
    /// <summary>Looks at the word before a nap: about three microseconds, longer than one commit.</summary>
    private const int Looks = 40;

    private const int MaxDoublings = 4;
    private static readonly TimeSpan ShortestNap = TimeSpan.FromMicroseconds(60);
    private readonly LiveFile _live = context.Session.Live;
    private readonly LiveSlot* _slot = context.Slot;
    private readonly long _place = LiveLayout.WriterLock(context.SlotIndex);
    private readonly int _process = Environment.ProcessId;

    /// <summary>Takes the lock.</summary>
    /// <exception cref="HoldfastTimeoutException">TimedOut, naming the holder.</exception>
    public void Enter(TimeSpan timeout, CancellationToken token)
    {
        if (!_live.TryLock(_place))
        {
            WaitFor(timeout, token);
        }

        _slot->Writer = _process;
    }

    /// <summary>Gives the lock back.</summary>
    public void Exit()
    {
        _slot->Writer = 0;
        _live.Unlock(_place);
    }

    private void WaitFor(TimeSpan timeout, CancellationToken token)
    {
        long start = Stopwatch.GetTimestamp();
        for (int round = 0; !TryAfterLooking(); round++)
        {
            token.ThrowIfCancellationRequested();
            context.Session.ThrowIfUnusable();
            if (timeout != Timeout.InfiniteTimeSpan && Stopwatch.GetElapsedTime(start) >= timeout)
            {
                throw TimedOut(timeout);
            }

            Nap(round);
        }
    }

    // The word may belong to a holder that died, so the lock is tried in any case.
    private bool TryAfterLooking()
    {
        for (int look = 0; look < Looks && Volatile.Read(ref _slot->Writer) != 0; look++)
        {
            Thread.SpinWait(1);
        }

        return _live.TryLock(_place);
    }

    private void Nap(int round)
    {
        int holder = Volatile.Read(ref _slot->Writer);
        Futex.Sleep((uint*)&_slot->Writer, (uint)holder, ShortestNap * (1 << Math.Min(round, MaxDoublings)));
    }

    private HoldfastTimeoutException TimedOut(TimeSpan timeout) => new(
        ErrorCode.TimedOut,
        $"'{context.Name}' was being written by process {Volatile.Read(ref _slot->Writer)} for "
            + $"{timeout.TotalSeconds:0.###} s; try again, or look at that process.");
}
