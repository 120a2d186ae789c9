using System.Diagnostics;
using Holdfast.Errors;
using Holdfast.Logs.File.Live;

namespace Holdfast.Logs.File.Writing;

/// <summary>The right to append to one namespace: one kernel lock between processes.</summary>
/// <remarks>
/// Waiting is trying again, with pauses that grow: the kernel's own waiting (F_OFD_SETLKW) knows no time-out and no
/// cancellation, and a stopped process may hold the lock for long.
/// </remarks>
internal sealed unsafe class WriterLock(LogContext context)
{
    private const int SpinsBeforeYield = 40;
    private const int YieldsBeforeSleep = 200;
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
        for (int attempt = 0; ; attempt++)
        {
            Pause(attempt);
            if ((Volatile.Read(ref _slot->Writer) == 0 || attempt >= SpinsBeforeYield) && _live.TryLock(_place))
            {
                return;
            }

            if (attempt >= SpinsBeforeYield)
            {
                token.ThrowIfCancellationRequested();
                context.Session.ThrowIfUnusable();
                if (timeout != Timeout.InfiniteTimeSpan && Stopwatch.GetElapsedTime(start) >= timeout)
                {
                    throw TimedOut(timeout);
                }
            }
        }
    }

    private static void Pause(int attempt)
    {
        if (attempt < SpinsBeforeYield)
        {
            Thread.SpinWait(8);
        }
        else if (attempt < YieldsBeforeSleep)
        {
            Thread.Yield();
        }
        else
        {
            Thread.Sleep(1);
        }
    }

    private HoldfastTimeoutException TimedOut(TimeSpan timeout) => new(
        ErrorCode.TimedOut,
        $"'{context.Name}' was being written by process {Volatile.Read(ref _slot->Writer)} for {timeout.TotalSeconds:0.###} s; try again, or look at that process.");
}
