using System.CommandLine;
using System.CommandLine.Parsing;
using Holdfast.Cli.Commands;

namespace Holdfast.Cli.Parsing;

/// <summary>Says in the words of this program what the parser library finds wrong.</summary>
internal static class Complaint
{
    public static string Of(ParseError error, ParseResult result)
    {
        CommandSyntax? syntax = CommandTable.Find(result.CommandResult.Command.Name)?.Syntax;
        return error.SymbolResult switch
        {
            OptionResult option => OfOption(option, syntax) ?? error.Message,
            ArgumentResult { Parent: OptionResult option } => OfOption(option, syntax) ?? error.Message,
            ArgumentResult { Tokens: [] } missing => Missing(missing.Argument.Name),
            ArgumentResult given when ChoicesOf(given, syntax) is { } choices =>
                Unknown(given.Tokens[0].Value, given.Argument.Name, choices),
            _ when result.UnmatchedTokens is [var word, ..] => TooMany(word),
            _ => error.Message,
        };
    }

    /// <summary>Finds what is wrong with an option before a command; null when nothing is.</summary>
    /// <remarks>It may have taken the command for its value; then the library only misses the command.</remarks>
    public static string? OfGlobals(ParseResult result) => result.CommandResult.Children.OfType<OptionResult>()
        .Where(option => !option.Implicit)
        .Select(option => OfOption(option, syntax: null))
        .FirstOrDefault(complaint => complaint is not null);

    /// <summary>
    /// Finds the argument that is missing or too many without the words of the program behind <c>--</c>, which the
    /// library counts as arguments; null when there is none.
    /// </summary>
    public static string? Of(Arguments arguments, CommandSyntax syntax)
    {
        int most = 0;
        foreach (ArgumentSyntax argument in syntax.Arguments)
        {
            if (arguments.Texts.Count < most + argument.Least) return Missing(argument.Name);
            most += argument.Most;
        }

        // Without a program the word may be its name, and the dashes before it are what was forgotten.
        return arguments.Program.Count > 0 && arguments.Texts.Count > most ? TooMany(arguments.Texts[most]) : null;
    }

    private static string Missing(string name) => $"<{name}> is missing; give it";

    private static string TooMany(string word) => $"'{word}' is an argument too many; leave it out";

    private static string? OfOption(OptionResult option, CommandSyntax? syntax)
    {
        string name = option.IdentifierToken?.Value ?? option.Option.Name;
        OptionSyntax? known = syntax is null
            ? Array.Find(GlobalOptions.All, global => global.IsNamed(name))
            : syntax.Find(name);
        if (known?.ValueName is null) return null;
        if (option.Tokens.Count == 0) return $"{name} needs a value";
        if (option.IdentifierTokenCount > 1) return $"{name} is given more than once; give it once";
        return known.Choices is { } choices && !choices.Contains(option.Tokens[0].Value)
            ? Unknown(option.Tokens[0].Value, name, choices)
            : null;
    }

    private static string[]? ChoicesOf(ArgumentResult given, CommandSyntax? syntax) =>
        syntax?.Arguments.FirstOrDefault(argument => argument.Name == given.Argument.Name)?.Choices;

    private static string Unknown(string given, string name, string[] choices) =>
        $"'{given}' is no {name}; give one of {string.Join(", ", choices)}";
}
