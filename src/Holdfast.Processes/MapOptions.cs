using Holdfast.Processes.Maps.Progress;

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

    /// <summary>
    /// Whether a bar on standard error shows how far it is, if that is a terminal; it is taken away at the end.
    /// Default: no.
    /// </summary>
    /// <remarks>
    /// Shape. A bar where it is known how many items there are, else their number; of several maps at the same time one
    ///        has it. Nothing is written to a file or a pipe, nor to a writer that stands in for standard error.
    /// </remarks>
    public bool ShowsProgress { get; init; }

    /// <summary>Where that is.</summary>
    internal ProgressTerminal Terminal { get; init; } = ProgressTerminal.Error;

    /// <summary>Ends the map.</summary>
    public CancellationToken Token { get; init; }
}
