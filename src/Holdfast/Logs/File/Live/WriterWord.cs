namespace Holdfast.Logs.File.Live;

/// <summary>Packs who has a writer lock into one word, so that taking it is one atomic instruction.</summary>
/// <remarks>
/// Shape. The lower 10 bits: the holder's entry in the table of processes. Above them: how often that entry had been
///        claimed, from 1, so that the word of a dead process never passes for that of the one which has its entry now.
///        Positive; 0: nobody has it. The count begins anew after 2^21 - 1 claims.
/// </remarks>
internal static class WriterWord
{
    private const int EntryBits = 10;
    private const int EntryMask = (1 << EntryBits) - 1;
    private const uint Counts = (1u << (31 - EntryBits)) - 1;

    /// <summary>Makes the word of the process that has an entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="claims">How often it was claimed, its present holder included.</param>
    public static int Make(int entry, uint claims) => (int)(((claims % Counts) + 1) << EntryBits) | entry;

    /// <summary>Gives the holder's entry of a word that is not 0.</summary>
    public static int EntryOf(int word) => word & EntryMask;
}
