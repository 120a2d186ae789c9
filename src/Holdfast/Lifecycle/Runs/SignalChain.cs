namespace Holdfast.Lifecycle.Runs;

/// <summary>Whether a signal goes on to whoever caught it before.</summary>
public enum SignalChain
{
    /// <summary>It ends here.</summary>
    Replace,

    /// <summary>Then the handler that was there before is called; without one, the system does what it does.</summary>
    CallPrevious,
}
