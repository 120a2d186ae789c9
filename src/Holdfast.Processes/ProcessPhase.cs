namespace Holdfast.Processes;

/// <summary>How far a child process is.</summary>
public enum ProcessPhase
{
    /// <summary>It was made and not started.</summary>
    Created,

    /// <summary>It was started and has not yet said so itself.</summary>
    Starting,

    /// <summary>It runs.</summary>
    Running,

    /// <summary>It has ended, and how is known.</summary>
    Ended,

    /// <summary>It is gone, and how it ended is not written down: not yet, or because nobody saw it.</summary>
    Died,
}
