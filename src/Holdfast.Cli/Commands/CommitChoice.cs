using Holdfast.Cli.Execution;
using Holdfast.Cli.Parsing;

namespace Holdfast.Cli.Commands;

/// <summary>How a commit is asked for, by the options that every command has that makes one.</summary>
/// <param name="IsTrial">Whether it is only to be shown.</param>
/// <param name="Durability">What it has to survive; null: what the store says.</param>
internal sealed record CommitChoice(bool IsTrial, Durability? Durability)
{
    public static OptionSyntax DryRun { get; } = new(
        "--dry-run", "Prints the JSON Patch it would commit, commits nothing.");

    public static OptionSyntax Durable { get; } = new(
        "--durability", "What the commit survives: the process, or a power failure.")
    {
        ValueName = "process|disk",
        Choices = ["process", "disk"],
    };

    public static CommitChoice Of(Arguments arguments) => new(arguments.Has(DryRun), arguments.Text(Durable) switch
    {
        "process" => Holdfast.Durability.Process,
        "disk" => Holdfast.Durability.Disk,
        _ => null,
    });

    /// <summary>Refuses the options where nothing is committed.</summary>
    /// <exception cref="Errors.HoldfastArgumentException">Usage.</exception>
    public static void ThrowIfAny(Arguments arguments, string advice)
    {
        OptionSyntax? given = arguments.Has(DryRun) ? DryRun : arguments.Has(Durable) ? Durable : null;
        if (given is not null) throw Wrong.Usage($"{given.Name} is for a commit, and there is none; {advice}");
    }
}
