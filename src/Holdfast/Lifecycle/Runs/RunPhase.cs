namespace Holdfast.Lifecycle.Runs;

/// <summary>The states of a run.</summary>
public enum RunPhase
{
    /// <summary>Never started.</summary>
    Idle,

    /// <summary>Started.</summary>
    Running,

    /// <summary>Started, and asked to wait.</summary>
    Paused,

    /// <summary>Started, and asked to end.</summary>
    Stopping,

    /// <summary>Over; it can be started again.</summary>
    Stopped,
}
