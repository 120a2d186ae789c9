namespace Holdfast.Cli.Demo;

/// <summary>What a demonstration was asked to do; checked, nothing opened or started.</summary>
/// <param name="Input">The folder whose files are counted and hashed, as a full path.</param>
/// <param name="Files">Its files, as names relative to it.</param>
/// <param name="Workers">How many processes share the work.</param>
/// <param name="Kills">How many of them are killed in the middle.</param>
/// <param name="Store">The folder of the store, as a full path; null: a new temporary one.</param>
/// <param name="Namespace">The namespace that everything is kept in.</param>
internal sealed record DemoOptions(
    string Input, IReadOnlyList<string> Files, int Workers, int Kills, string? Store, string Namespace)
{
    public const string DefaultNamespace = "demo";
    public const int DefaultWorkers = 4;
    public const int DefaultKills = 1;

    /// <summary>More processes than this only wait for each other, and fill the table of open processes.</summary>
    public const int MostWorkers = 64;
}
