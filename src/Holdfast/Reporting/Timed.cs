namespace Holdfast.Reporting;

/// <summary>A step whose duration is reported.</summary>
internal enum Timed
{
    /// <summary>Waiting for the right to write.</summary>
    WriterWait,

    /// <summary>Flushing a log to disk.</summary>
    Flush,

    /// <summary>Writing a checkpoint.</summary>
    Checkpoint,
}
