namespace Holdfast.Lifecycle.Resources;

/// <summary>Where in its cycle a shared resource is.</summary>
internal enum ResourcePhase
{
    /// <summary>Not open; nothing runs.</summary>
    Closed,

    /// <summary>The start-up runs.</summary>
    Starting,

    /// <summary>Open, at least once.</summary>
    Open,

    /// <summary>The final close was made, and the shut-down runs.</summary>
    ShuttingDown,
}
