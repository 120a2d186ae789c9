namespace Holdfast.Cli.Demo;

/// <summary>What a worker does next.</summary>
/// <param name="Claim">The file that is its own now; null: there is none to be had.</param>
/// <param name="IsPostponed">Whether what it had done was not taken yet: it keeps its claim and asks again.</param>
internal readonly record struct Step(string? Claim, bool IsPostponed)
{
    public static Step Idle => new(null, IsPostponed: false);

    public static Step Postponed => new(null, IsPostponed: true);
}
