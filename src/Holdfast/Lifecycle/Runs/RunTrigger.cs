namespace Holdfast.Lifecycle.Runs;

/// <summary>What moves a run from state to state.</summary>
public enum RunTrigger
{
    /// <summary>It begins; an earlier cancellation is forgotten.</summary>
    Start,

    /// <summary>It is asked to end. Always allowed: it is remembered even when nothing runs.</summary>
    Cancel,

    /// <summary>It is asked to wait.</summary>
    Pause,

    /// <summary>It may go on.</summary>
    Resume,

    /// <summary>It has ended.</summary>
    Stop,
}
