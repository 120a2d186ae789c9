namespace Holdfast.Logs.File.Live;

/// <summary>Packs who has the turn and until when into one word, so that taking it is one atomic instruction.</summary>
/// <remarks>
/// Shape. The upper 16 bits: the holder's entry in the table of processes, plus one. The lower 48: the millisecond of
///        the machine's clock at which it ends, or all ones for no end. 0: nobody has it.
/// </remarks>
internal static class TurnWord
{
    private const int HolderShift = 48;
    private const long TimeMask = (1L << HolderShift) - 1;

    /// <summary>Makes the word.</summary>
    public static long Make(int holder, long? endMilliseconds) =>
        ((long)(holder + 1) << HolderShift) | (endMilliseconds is { } end ? Math.Min(end, TimeMask - 1) : TimeMask);

    /// <summary>Gives the holder of a word that is not 0.</summary>
    public static int HolderOf(long turn) => (int)((ulong)turn >> HolderShift) - 1;

    /// <summary>Whether the time of a word that is not 0 is over.</summary>
    public static bool IsOver(long turn, long nowMilliseconds) =>
        (turn & TimeMask) != TimeMask && (turn & TimeMask) <= nowMilliseconds;
}
