using Holdfast.Logs.File.Native;

namespace Holdfast.Logs.File.Live;

/// <summary>The word on which the waiting threads of all processes sleep.</summary>
/// <remarks>
/// No wake is lost: a publisher stores the tail, then advances the word (a full fence) and sees the bit of any sleeper
/// that armed before; a sleeper that arms later looks at the tails after its own full fence and sees the new one.
/// A sleeper whose bit was cleared by another's publish finds the word changed, or is woken with the others.
/// </remarks>
internal static unsafe class WakeWord
{
    private const uint Step = 2;
    private const uint SleeperBit = 1;

    /// <summary>Tells every sleeper that a tail was moved. One atomic instruction while nobody sleeps.</summary>
    public static void Advance(LiveHeader* header)
    {
        if ((Interlocked.Add(ref header->Wake, Step) & SleeperBit) != 0)
        {
            Interlocked.And(ref header->Wake, ~SleeperBit);
            Futex.WakeAll(&header->Wake);
        }
    }

    /// <summary>Wakes every sleeper though no tail was moved.</summary>
    public static void Interrupt(LiveHeader* header)
    {
        Interlocked.Add(ref header->Wake, Step);
        Futex.WakeAll(&header->Wake);
    }

    /// <summary>Says that the caller will sleep; it must look at the tails again before it does.</summary>
    /// <returns>The value to sleep on.</returns>
    public static uint Arm(LiveHeader* header) => Interlocked.Or(ref header->Wake, SleeperBit) | SleeperBit;

    /// <summary>Sleeps until the word is no more what <see cref="Arm"/> gave, or the time is over.</summary>
    public static void Sleep(LiveHeader* header, uint armed, TimeSpan limit) =>
        Futex.Sleep(&header->Wake, armed, limit);

    /// <summary>How many publishes were made, modulo 2^31.</summary>
    public static uint Count(LiveHeader* header) => Volatile.Read(ref header->Wake) >> 1;
}
