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
                Volatile.Write(ref entry->Claims, entry->Claims + 1);
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
    public static bool IsEntryTaken(LiveFile live, int index, int own) =>
        index == own || live.IsTaken(LiveLayout.ProcessLock(index));

    /// <summary>Gives the word under which the process of an entry holds writer locks.</summary>
    public static int WordOf(LiveFile live, int index) =>
        WriterWord.Make(index, Volatile.Read(ref live.Process(index)->Claims));

    /// <summary>Whether the process that holds a writer lock under a word lives.</summary>
    /// <remarks>
    /// "No" is final: a word is only written under the lock of its entry, that lock ends when no thread of the process
    /// runs any more, and who claims the entry next has another word.
    /// </remarks>
    public static bool IsAlive(LiveFile live, int word, int own)
    {
        int index = WriterWord.EntryOf(word);
        return WordOf(live, index) == word && IsEntryTaken(live, index, own);
    }

    /// <summary>Lists the processes that have the store open now.</summary>
    public static List<ProcessEntry> List(LiveFile live, int own)
    {
        var list = new List<ProcessEntry>();
        for (int index = 0; index < LiveLayout.MaxProcesses; index++)
        {
            if (live.Process(index)->Process != 0 && IsEntryTaken(live, index, own))
                list.Add(*live.Process(index));
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
                Interlocked.CompareExchange(ref live.Slot(slot)->Turn, 0, turn);
        }
    }
}
