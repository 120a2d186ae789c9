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
            OptionResult option => OfOption(option, syntax, error),
            ArgumentResult { Parent: OptionResult option } => OfOption(option, syntax, error),
            ArgumentResult { Tokens: [] } missing => $"<{missing.Argument.Name}> is missing; give it",
            ArgumentResult given when ChoicesOf(given, syntax) is { } choices =>
                Unknown(given.Tokens[0].Value, given.Argument.Name, choices),
            _ when result.UnmatchedTokens is [var word, ..] => $"'{word}' is an argument too many; leave it out",
            _ => error.Message,
        };
    }

    private static string OfOption(OptionResult option, CommandSyntax? syntax, ParseError error)
    {
        string name = option.IdentifierToken?.Value ?? option.Option.Name;
        if (option.Tokens.Count == 0) return $"{name} needs a value";
        if (option.IdentifierTokenCount > 1) return $"{name} is given more than once; give it once";
        return syntax?.Find(name)?.Choices is { } choices
            ? Unknown(option.Tokens[0].Value, name, choices)
            : error.Message;
    }

    private static string[]? ChoicesOf(ArgumentResult given, CommandSyntax? syntax) =>
        syntax?.Arguments.FirstOrDefault(argument => argument.Name == given.Argument.Name)?.Choices;

    private static string Unknown(string given, string name, string[] choices) =>
        $"'{given}' is no {name}; give one of {string.Join(", ", choices)}";
}
