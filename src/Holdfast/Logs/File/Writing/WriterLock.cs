using System.Diagnostics;
using Holdfast.Errors;
using Holdfast.Logs.File.Live;
using Holdfast.Logs.File.Native;

namespace Holdfast.Logs.File.Writing;

/// <summary>The right to append to a namespace: a word, and a kernel lock that says whether its holder lives.</summary>
/// <remarks>
/// Taking and giving back are one atomic instruction and one store. Every process that has the store open holds the
/// kernel lock of its entry in the table of processes; the system releases it only after the last thread of the process
/// has ended, so a word whose holder has it no more belongs to nobody who could still write.
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
    private readonly int _process = context.Session.ProcessIndex;
    private readonly int _word = ProcessTable.WordOf(context.Session.Live, context.Session.ProcessIndex);

    /// <summary>Takes the lock.</summary>
    /// <param name="timeout">How long to wait.</param>
    /// <param name="waited">Called after each nap, without the lock.</param>
    /// <param name="token">Ends the waiting.</param>
    /// <exception cref="HoldfastTimeoutException">TimedOut, naming the holder.</exception>
    public void Enter(TimeSpan timeout, Action? waited, CancellationToken token)
    {
        if (!TryTake(from: 0)) WaitFor(timeout, waited, token);
    }

    /// <summary>Gives the lock back.</summary>
    public void Exit()
    {
        Debug.Assert(_slot->Writer == _word, "The writer lock is held.");
        Volatile.Write(ref _slot->Writer, 0);
    }

    private void WaitFor(TimeSpan timeout, Action? waited, CancellationToken token)
    {
        long start = Stopwatch.GetTimestamp();
        for (int round = 0; !TryAfterLooking() && !TryTakeFromDead(); round++)
        {
            token.ThrowIfCancellationRequested();
            context.Session.ThrowIfUnusable();
            if (timeout != Timeout.InfiniteTimeSpan && Stopwatch.GetElapsedTime(start) >= timeout)
                throw TimedOut(timeout);

            Nap(round);
            waited?.Invoke();
        }
    }

    private bool TryAfterLooking()
    {
        for (int look = 0; look < Looks && Volatile.Read(ref _slot->Writer) != 0; look++)
        {
            Thread.SpinWait(1);
        }

        return TryTake(from: 0);
    }

    private bool TryTakeFromDead()
    {
        int holder = Volatile.Read(ref _slot->Writer);
        return holder != 0 && !ProcessTable.IsAlive(_live, holder, _process) && TryTake(holder);
    }

    private bool TryTake(int from) => Interlocked.CompareExchange(ref _slot->Writer, _word, from) == from;

    private void Nap(int round)
    {
        int holder = Volatile.Read(ref _slot->Writer);
        if (holder != 0)
            Futex.Sleep((uint*)&_slot->Writer, (uint)holder, ShortestNap * (1 << Math.Min(round, MaxDoublings)));
    }

    private HoldfastTimeoutException TimedOut(TimeSpan timeout)
    {
        int holder = Volatile.Read(ref _slot->Writer);
        int process = holder == 0 ? 0 : _live.Process(WriterWord.EntryOf(holder))->Process;
        return new HoldfastTimeoutException(
            ErrorCode.TimedOut,
            $"'{context.Name}' was being written by process {process} for {timeout.TotalSeconds:0.###} s; " +
            "try again, or look at that process.");
    }
}
