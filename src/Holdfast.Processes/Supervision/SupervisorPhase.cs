namespace Holdfast.Processes.Supervision;

/// <summary>How far a supervisor is.</summary>
public enum SupervisorPhase
{
    /// <summary>It looks after its children.</summary>
    Running,

    /// <summary>It was stopped, with all children.</summary>
    Stopped,

    /// <summary>It has stopped all children, because too much failed.</summary>
    GaveUp,
}
