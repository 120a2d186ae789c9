namespace Holdfast.Cli.Demo;

/// <summary>All that a demonstration found out.</summary>
/// <param name="Options">What was asked for.</param>
/// <param name="Folder">The folder of the store.</param>
/// <param name="End">The state when all files were in.</param>
/// <param name="Elapsed">From the opening of the queue to the last result.</param>
/// <param name="Total">From the first commit on, with the start and the end of the processes.</param>
/// <param name="Audit">Whether it adds up.</param>
/// <param name="Tour">What else there is to show.</param>
internal sealed record DemoResult(
    DemoOptions Options, string Folder, Snapshot End, TimeSpan Elapsed, TimeSpan Total, Audit Audit, Tour Tour);
