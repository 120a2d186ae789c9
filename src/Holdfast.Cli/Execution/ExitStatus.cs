namespace Holdfast.Cli.Execution;

/// <summary>What the process tells the one who started it.</summary>
internal enum ExitStatus
{
    /// <summary>Done.</summary>
    Done = 0,

    /// <summary>This state says no: a missing path, a failed condition, a conflict, a time-out.</summary>
    No = 1,

    /// <summary>No state could make the request right.</summary>
    Usage = 2,

    /// <summary>The store cannot be used.</summary>
    Unusable = 3,

    /// <summary>Ended by SIGINT, as shells number it; other signals are counted from 128 too.</summary>
    Interrupted = 130,
}
