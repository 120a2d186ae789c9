namespace Holdfast.Machines;

/// <summary>How far a component is with its initialization.</summary>
public enum InitializationState
{
    /// <summary>It has not begun.</summary>
    Uninitialized,

    /// <summary>It is going on.</summary>
    Initializing,

    /// <summary>It is done.</summary>
    Initialized,

    /// <summary>It has failed.</summary>
    Failed,
}
