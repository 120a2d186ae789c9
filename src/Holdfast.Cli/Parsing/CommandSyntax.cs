namespace Holdfast.Cli.Parsing;

/// <summary>What a command looks like on a command line: what both parsers, help and completion go by.</summary>
internal sealed class CommandSyntax(string name, string help)
{
    public string Name { get; } = name;

    public string Help { get; } = help;

    public ArgumentSyntax[] Arguments { get; init; } = [];

    public OptionSyntax[] Options { get; init; } = [];

    /// <summary>Lines that work as they stand, for help.</summary>
    public string[] Examples { get; init; } = [];

    /// <summary>Whether what stands behind <c>--</c> is a command to run, and not more arguments.</summary>
    public bool TakesProgram { get; init; }

    /// <summary>The option that a text names, of the command or a global one; null when there is none.</summary>
    public OptionSyntax? Find(string text) =>
        Array.Find(Options, option => option.IsNamed(text))
        ?? Array.Find(GlobalOptions.All, option => option.IsNamed(text));
}
