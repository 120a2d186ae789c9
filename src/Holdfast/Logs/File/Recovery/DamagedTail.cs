namespace Holdfast.Logs.File.Recovery;

/// <summary>What a recovery does with records that cannot be read though they had been flushed.</summary>
internal enum DamagedTail
{
    /// <summary>Leaves everything as it is, and faults the log.</summary>
    Keep,

    /// <summary>Ends the log before them, keeping a copy: what a person asked for.</summary>
    Cut,
}
