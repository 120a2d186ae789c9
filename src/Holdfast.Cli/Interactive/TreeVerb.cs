namespace Holdfast.Cli.Interactive;

/// <summary>One verb of the shell.</summary>
/// <param name="Name">The name.</param>
/// <param name="Usage">Its arguments, as help shows them.</param>
/// <param name="Summary">What it does.</param>
/// <param name="Least">How many arguments it needs.</param>
/// <param name="Most">How many it takes.</param>
/// <param name="Run">Does it.</param>
internal sealed record TreeVerb(
    string Name, string Usage, string Summary, int Least, int Most, Action<TreeShell, IReadOnlyList<string>> Run);
