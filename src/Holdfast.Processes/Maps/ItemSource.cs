namespace Holdfast.Processes.Maps;

/// <summary>Gives the items of a map, piece by piece.</summary>
/// <remarks>Threads. One takes at a time.</remarks>
internal abstract class ItemSource
{
    /// <summary>How many items there are; null: that is not known.</summary>
    public abstract long? Total { get; }

    /// <summary>
    /// Takes the next ones, as many as are wanted, are left, or come before the time for a piece is over; an empty
    /// piece is the end.
    /// </summary>
    /// <param name="most">How many.</param>
    /// <param name="token">Ends the waiting.</param>
    public abstract Task<ChunkItems> TakeAsync(int most, CancellationToken token);

    /// <summary>Lets go of the sequences, as soon as none of them is being read.</summary>
    public abstract Task EndAsync();
}
