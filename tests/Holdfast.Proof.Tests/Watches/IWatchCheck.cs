namespace Holdfast.Proof.Tests.Watches;

/// <summary>One word of the contract of watches.</summary>
internal interface IWatchCheck
{
    /// <summary>Says what breaks it; null when nothing does.</summary>
    string? FindFault(WatchRun run, WatchTruth truth);
}
