namespace Holdfast.Processes.Supervision;

/// <summary>What a supervisor does about the end of a child.</summary>
public enum ExitAction
{
    /// <summary>It leaves it ended, as its rule says.</summary>
    Leave,

    /// <summary>It leaves it ended, because somebody stopped it on purpose.</summary>
    Stopped,

    /// <summary>It starts it anew, and others as the strategy says.</summary>
    Restart,

    /// <summary>It gives up and stops all.</summary>
    GiveUp,
}
