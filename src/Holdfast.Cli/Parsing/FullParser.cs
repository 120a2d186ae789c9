using System.CommandLine;
using System.CommandLine.Parsing;
using Holdfast.Cli.Commands;
using Holdfast.Cli.Execution;
using Holdfast.Errors;
using Command = Holdfast.Cli.Commands.Command;

namespace Holdfast.Cli.Parsing;

/// <summary>
/// Reads any command line with System.CommandLine, prints help, version and completions, says what is wrong.
/// </summary>
internal static class FullParser
{
    /// <returns>Null when the line asked for something that has been printed.</returns>
    /// <exception cref="HoldfastArgumentException">Usage.</exception>
    public static ParsedLine? Parse(IReadOnlyList<string> words, Host host)
    {
        Grammar grammar = new(CommandTable.All());
        // Without a token replacer '@name' is a word like any other, and not a file of arguments.
        ParseResult result = grammar.Root.Parse(words, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (grammar.IsPrinting(result))
        {
            if (grammar.IsHelpOfRoot(result) && result.UnmatchedTokens is [not LineParser.Help and var word, ..])
                throw Usage(UnknownCommand(word), result);
            using StreamWriter output = new(host.Output, leaveOpen: true);
            result.Invoke(new InvocationConfiguration { Output = output, EnableDefaultExceptionHandler = false });
            return null;
        }

        ThrowIfWrong(result);
        (Command command, CommandBinding binding) = grammar.Find(result.CommandResult.Command);
        Arguments arguments = binding.Read(result);
        if (Complaint.Of(arguments, command.Syntax) is { } wrong) throw Usage(wrong, result);
        return new ParsedLine(command, arguments);
    }

    /// <summary>Reads a line whose word at an index asks for help, as one with the option does.</summary>
    public static ParsedLine? ParseHelp(IReadOnlyList<string> words, int index, Host host) =>
        Parse([.. words.Take(index), .. words.Skip(index + 1), "--help"], host);

    private static void ThrowIfWrong(ParseResult result)
    {
        HashSet<Token> behindDashes = [.. result.Tokens.SkipWhile(token => token.Type != TokenType.DoubleDash)];
        string? unknown = result.CommandResult.Children.OfType<ArgumentResult>()
            .SelectMany(argument => argument.Tokens)
            .Concat(result.UnmatchedTokens
            .Select(text => new Token(text, TokenType.Argument, result.CommandResult.Command)))
            .Where(token => PlainParser.IsOption(token.Value) && !behindDashes.Contains(token))
            .Select(token => token.Value)
            .FirstOrDefault();
        string? wrong = unknown is not null ? $"there is no option '{unknown}'" : FirstError(result);
        if (wrong is not null) throw Usage(wrong, result);
    }

    private static HoldfastArgumentException Usage(string wrong, ParseResult result)
    {
        string line = string.Join(' ', CommandNames(result.CommandResult));
        return Wrong.Usage($"{wrong.TrimEnd('.')}; see '{line} --help'");
    }

    private static string? FirstError(ParseResult result)
    {
        if (result.Errors is not [var first, ..]) return null;
        if (result.CommandResult.Parent is not null) return Complaint.Of(first, result);
        if (Complaint.OfGlobals(result) is { } complaint) return complaint;
        return result.UnmatchedTokens is [var word, ..] ? UnknownCommand(word) : "a command is needed";
    }

    private static string UnknownCommand(string word) => $"there is no command '{word}'{Spelling.Suggest(word)}";

    private static IEnumerable<string> CommandNames(CommandResult result) =>
        result.Parent is CommandResult parent ? [.. CommandNames(parent), result.Command.Name] : ["holdfast"];
}
