using Holdfast.Errors;

namespace Holdfast.Logs.File.Live;

/// <summary>Says which processes have the store open.</summary>
internal static unsafe class ProcessTable
{
    private const long UnixEpochTicks = 621_355_968_000_000_000;

    /// <summary>Takes a free entry, and clears the turns that a dead process left under it.</summary>
    /// <exception cref="HoldfastException">LimitReached.</exception>
    public static int Claim(LiveFile live, TimeProvider clock)
    {
        for (int index = 0; index < LiveLayout.MaxProcesses; index++)
        {
            if (live.TryLock(LiveLayout.ProcessLock(index)))
            {
                ProcessEntry* entry = live.Process(index);
                entry->Process = Environment.ProcessId;
                entry->OpenedMicroseconds =
                    (clock.GetUtcNow().UtcTicks - UnixEpochTicks) / TimeSpan.TicksPerMicrosecond;
                ReleaseTurns(live, index);
                return index;
            }
        }

        throw new HoldfastException(
            ErrorCode.LimitReached,
            $"{LiveLayout.MaxProcesses} processes have '{live.FilePath}' open, and no more can; close some.")
        {
            File = live.FilePath,
        };
    }

    /// <summary>Whether the process of an entry lives.</summary>
    public static bool IsAlive(LiveFile live, int index, int own) =>
        index == own || live.IsTaken(LiveLayout.ProcessLock(index));

    /// <summary>Lists the processes that have the store open now.</summary>
    public static List<ProcessEntry> List(LiveFile live, int own)
    {
        var list = new List<ProcessEntry>();
        for (int index = 0; index < LiveLayout.MaxProcesses; index++)
        {
            if (live.Process(index)->Process != 0 && IsAlive(live, index, own))
            {
                list.Add(*live.Process(index));
            }
        }

        return list;
    }

    private static void ReleaseTurns(LiveFile live, int index)
    {
        int count = Volatile.Read(ref live.Header->SlotCount);
        for (int slot = 0; slot < count; slot++)
        {
            long turn = Volatile.Read(ref live.Slot(slot)->Turn);
            if (turn != 0 && TurnWord.HolderOf(turn) == index)
            {
                Interlocked.CompareExchange(ref live.Slot(slot)->Turn, 0, turn);
            }
        }
    }
}
