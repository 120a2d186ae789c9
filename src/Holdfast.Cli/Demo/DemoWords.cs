namespace Holdfast.Cli.Demo;

/// <summary>What the two sides of a demonstration call each other.</summary>
internal static class DemoWords
{
    /// <summary>The author of the parent's commits.</summary>
    public const string Author = "demo";
}
