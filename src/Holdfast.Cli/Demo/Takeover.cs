namespace Holdfast.Cli.Demo;

/// <summary>A worker that died with a claim, and who went on with it.</summary>
/// <param name="File">The file.</param>
/// <param name="From">The worker that died.</param>
/// <param name="By">The worker that went on.</param>
/// <param name="Lost">The commit in which the queue took the claim back.</param>
internal readonly record struct Takeover(string File, string From, string By, Revision Lost);
