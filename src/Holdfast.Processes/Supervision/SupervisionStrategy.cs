namespace Holdfast.Processes.Supervision;

/// <summary>Says which children a supervisor starts anew when one has to be.</summary>
public enum SupervisionStrategy
{
    /// <summary>Only that one.</summary>
    OneForOne,

    /// <summary>All: the others are stopped in reverse order, then all are started in order.</summary>
    OneForAll,

    /// <summary>That one and those behind it in the list, which are stopped in reverse order first.</summary>
    RestForOne,
}
