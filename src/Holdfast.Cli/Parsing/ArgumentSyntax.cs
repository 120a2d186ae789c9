namespace Holdfast.Cli.Parsing;

/// <summary>A positional argument, or a run of them, as a command declares it.</summary>
internal sealed class ArgumentSyntax(string name, string help, int least, int most)
{
    /// <summary>No upper limit but that of the operating system.</summary>
    public const int Unlimited = 100_000;

    public string Name { get; } = name;

    public string Help { get; } = help;

    public int Least { get; } = least;

    public int Most { get; } = most;

    /// <summary>The values that are allowed; null when help cannot list them.</summary>
    public string[]? Choices { get; init; }

    public static ArgumentSyntax One(string name, string help) => new(name, help, 1, 1);

    public static ArgumentSyntax Optional(string name, string help) => new(name, help, 0, 1);

    public static ArgumentSyntax Many(string name, string help) => new(name, help, 0, Unlimited);

    public static ArgumentSyntax OneOrMore(string name, string help) => new(name, help, 1, Unlimited);
}
