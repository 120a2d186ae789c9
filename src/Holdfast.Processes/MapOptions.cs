namespace Holdfast.Processes;

/// <summary>Says how a map is run.</summary>
/// <remarks>Threads. Immutable.</remarks>
public sealed record MapOptions
{
    internal static MapOptions Default { get; } = new();

    /// <summary>
    /// How many workers the context has from now on; surplus ones end when they have done what they have. Null: those
    /// that are there, or as many as the context's options say. With <see cref="StartsWorkers"/>: how many are started
    /// beside those that are there; null: as many as there are processors.
    /// </summary>
    /// <remarks>Units. 1 or more.</remarks>
    public int? Count
    {
        get;
        init
        {
            if (value is { } count) ArgumentOutOfRangeException.ThrowIfLessThan(count, 1, nameof(value));
            field = value;
        }
    }

    /// <summary>
    /// Whether new workers are started beside those that are there; when the map ends, as many end. Default: no.
    /// </summary>
    public bool StartsWorkers { get; init; }

    /// <summary>How many workers end with the map.</summary>
    internal int OwnWorkers => StartsWorkers ? Count ?? Environment.ProcessorCount : 0;

    /// <summary>What happens when the function fails for an item. Default: the others go on.</summary>
    public MapErrors Errors { get; init; }

    /// <summary>Told how far it is, after each piece.</summary>
    /// <remarks>Threads. Runs on a thread of the map.</remarks>
    public IProgress<MapProgress>? Progress { get; init; }

    /// <summary>Ends the map.</summary>
    public CancellationToken Token { get; init; }
}
