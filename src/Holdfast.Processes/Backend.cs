namespace Holdfast.Processes;

/// <summary>What runs a function.</summary>
public enum Backend
{
    /// <summary>A process of its own, which can be killed and takes nobody along when it crashes.</summary>
    Process,

    /// <summary>A thread of this process, for debugging and tests; arguments and results go the same way.</summary>
    Thread,
}
