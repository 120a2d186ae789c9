namespace Holdfast.Lifecycle.Runs;

/// <summary>What a start does when the run is on.</summary>
public enum StartRule
{
    /// <summary>It is refused.</summary>
    MustNotRun,

    /// <summary>
    /// It stops that run and begins anew; one that another process runs is left alone, and it is refused.
    /// </summary>
    MayRun,
}
