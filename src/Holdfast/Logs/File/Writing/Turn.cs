using System.Diagnostics;
using Holdfast.Errors;
using Holdfast.Logs.File.Live;
using Holdfast.Logs.File.Native;

namespace Holdfast.Logs.File.Writing;

/// <summary>The right to commit while writers of other processes hold back.</summary>
/// <remarks>
/// One word in the slot says who has it until when; an atomic exchange takes it. It ends when it is released, when its
/// time is over, or when its holder's process no longer holds the lock of its entry in the table of processes.
/// </remarks>
internal sealed unsafe class Turn(LogContext context)
{
    private const int YieldsBeforeSleep = 50;
    private readonly LiveSlot* _slot = context.Slot;
    private readonly int _own = context.Session.ProcessIndex;

    /// <summary>Whether a process other than this one has the turn, or had it and died. One memory read.</summary>
    public bool IsTaken
    {
        get
        {
            long turn = Volatile.Read(ref _slot->Turn);
            return turn != 0 && TurnWord.HolderOf(turn) != _own;
        }
    }

    /// <summary>Takes the turn, from nobody, or from a holder whose time is over or who died.</summary>
    /// <exception cref="HoldfastTimeoutException">TimedOut, naming the holder.</exception>
    public void Take(TimeSpan limit, TimeSpan timeout, CancellationToken token)
    {
        long start = Stopwatch.GetTimestamp();
        for (int attempt = 0; !TryTake(limit); attempt++)
        {
            Wait(attempt, start, timeout, token);
        }
    }

    /// <summary>Gives the turn back, if this process still has it.</summary>
    public void Release()
    {
        long turn = Volatile.Read(ref _slot->Turn);
        if (turn != 0 && TurnWord.HolderOf(turn) == _own)
            Interlocked.CompareExchange(ref _slot->Turn, 0, turn);
    }

    /// <summary>Returns when no other process has the turn.</summary>
    /// <exception cref="HoldfastTimeoutException">TimedOut, naming the holder.</exception>
    public void WaitFor(TimeSpan timeout, CancellationToken token)
    {
        long start = Stopwatch.GetTimestamp();
        for (int attempt = 0; ; attempt++)
        {
            long turn = Volatile.Read(ref _slot->Turn);
            if (turn == 0 || TurnWord.HolderOf(turn) == _own) return;

            if (IsFree(turn))
            {
                Interlocked.CompareExchange(ref _slot->Turn, 0, turn);
                continue;
            }

            Wait(attempt, start, timeout, token);
        }
    }

    private bool TryTake(TimeSpan limit)
    {
        long turn = Volatile.Read(ref _slot->Turn);
        if (turn != 0 && !IsFree(turn) && TurnWord.HolderOf(turn) != _own) return false;

        long? end = limit == Timeout.InfiniteTimeSpan
            ? null
            : Clock.Milliseconds + (long)Math.Ceiling(limit.TotalMilliseconds);
        return Interlocked.CompareExchange(ref _slot->Turn, TurnWord.Make(_own, end), turn) == turn;
    }

    private bool IsFree(long turn) =>
        TurnWord.IsOver(turn, Clock.Milliseconds)
        || !ProcessTable.IsEntryTaken(context.Session.Live, TurnWord.HolderOf(turn), _own);

    private void Wait(int attempt, long start, TimeSpan timeout, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        context.Session.ThrowIfUnusable();
        if (timeout != Timeout.InfiniteTimeSpan && Stopwatch.GetElapsedTime(start) >= timeout)
            throw TimedOut(timeout);

        if (attempt < YieldsBeforeSleep)
        {
            Thread.Yield();
        }
        else
        {
            // Looks again: a turn also ends with its time or with its holder, and neither wakes anybody.
            Thread.Sleep(1);
        }
    }

    private HoldfastTimeoutException TimedOut(TimeSpan timeout)
    {
        long turn = Volatile.Read(ref _slot->Turn);
        int holder = turn == 0 ? 0 : context.Session.Live.Process(TurnWord.HolderOf(turn))->Process;
        return new HoldfastTimeoutException(
            ErrorCode.TimedOut,
            $"Process {holder} had the turn on '{context.Name}' for {timeout.TotalSeconds:0.###} s; try again, "
                + "or look at that process.");
    }
}
