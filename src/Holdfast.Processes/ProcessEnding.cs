namespace Holdfast.Processes;

/// <summary>What happens to the processes of a context when their program ends without having disposed of it.</summary>
public enum ProcessEnding
{
    /// <summary>They are stopped.</summary>
    Stop,

    /// <summary>The program waits until they have ended, however long; workers are stopped.</summary>
    /// <remarks>
    /// A program that is ended by SIGTERM or SIGINT waits as well, and does not pass the signal on. One whose processes
    /// are to end then disposes of its context when the signal comes.
    /// </remarks>
    Wait,

    /// <summary>
    /// Nothing is done here. Processes that were not asked to outlive their parent end by themselves.
    /// </summary>
    Leave,
}
