namespace Holdfast.Processes;

/// <summary>What happens to the processes of a context when their program ends without having disposed of it.</summary>
public enum ProcessEnding
{
    /// <summary>They are stopped.</summary>
    Stop,

    /// <summary>The program waits until they have ended; workers are stopped.</summary>
    Wait,

    /// <summary>
    /// Nothing is done here. Processes that were not asked to outlive their parent end by themselves.
    /// </summary>
    Leave,
}
