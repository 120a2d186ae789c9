namespace Holdfast.Machines;

/// <summary>Says what made a machine take a transition.</summary>
public enum TransitionKind
{
    /// <summary>The machine was made; it came from nowhere.</summary>
    Start,

    /// <summary>A trigger was fired, and the machine went to a state (which may be the one it was in).</summary>
    Fired,

    /// <summary>A trigger was fired, and the machine acted without leaving its state.</summary>
    Internal,

    /// <summary>It had been in a state for as long as a delayed transition says.</summary>
    Elapsed,

    /// <summary>
    /// What is stored was changed past the machine: by a rollback, by hand, or by a migration to a newer definition.
    /// </summary>
    Restored,
}
