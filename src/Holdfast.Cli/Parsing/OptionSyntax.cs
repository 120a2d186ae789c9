namespace Holdfast.Cli.Parsing;

/// <summary>An option as a command declares it.</summary>
internal sealed class OptionSyntax(string name, string help)
{
    /// <summary>The name with its two dashes.</summary>
    public string Name { get; } = name;

    public string Help { get; } = help;

    /// <summary>The short form, as <c>-n</c>; null when there is none.</summary>
    public string? Alias { get; init; }

    /// <summary>What a message calls it, whichever form was typed.</summary>
    public string Names => Alias is null ? Name : $"{Alias}, {Name}";

    /// <summary>What help calls the value; null for an option that is a flag.</summary>
    public string? ValueName { get; init; }

    /// <summary>The values that are allowed; null when help cannot list them.</summary>
    public string[]? Choices { get; init; }

    /// <summary>Whether it may be given more than once.</summary>
    public bool Repeats { get; init; }

    /// <summary>Whether the command never ends by itself with it, and so cannot be one line of several.</summary>
    public bool IsEndless { get; init; }

    public bool IsNamed(string text) => text == Name || (Alias is not null && text == Alias);
}
