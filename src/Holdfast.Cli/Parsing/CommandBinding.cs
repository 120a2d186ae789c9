using System.CommandLine;
using System.CommandLine.Parsing;
using Command = Holdfast.Cli.Commands.Command;

namespace Holdfast.Cli.Parsing;

/// <summary>One command as System.CommandLine takes it, and the way back from what it parsed.</summary>
internal sealed class CommandBinding
{
    private readonly Dictionary<OptionSyntax, Option> _options;

    public CommandBinding(Command command, IReadOnlyDictionary<OptionSyntax, Option> globals)
    {
        Command = command;
        _options = new Dictionary<OptionSyntax, Option>(globals);
        Symbol = new System.CommandLine.Command(command.Syntax.Name, command.Syntax.Help);
        foreach (ArgumentSyntax argument in command.Syntax.Arguments) Symbol.Arguments.Add(ToSymbol(argument));
        if (command.Syntax.TakesProgram)
            Symbol.Arguments.Add(ToSymbol(ArgumentSyntax.Many("-- command", "A program to run, with its arguments.")));
        foreach (OptionSyntax option in command.Syntax.Options)
        {
            Option symbol = ToSymbol(option);
            Symbol.Options.Add(symbol);
            _options.Add(option, symbol);
        }

        Symbol.SetAction(static _ => 0);
    }

    public Command Command { get; }

    public System.CommandLine.Command Symbol { get; }

    public static Option ToSymbol(OptionSyntax syntax)
    {
        if (syntax.ValueName is null)
            return Described(new Option<bool>(syntax.Name) { Description = syntax.Help }, syntax);
        Option<string[]> option = new(syntax.Name)
        {
            Description = syntax.Help,
            HelpName = syntax.ValueName,
            CustomParser = Values,
            Arity = syntax.Repeats ? ArgumentArity.OneOrMore : ArgumentArity.ExactlyOne,
        };
        if (syntax.Choices is { } choices) option.AcceptOnlyFromAmong(choices);
        return Described(option, syntax);
    }

    /// <summary>Gives what a line says, in the form that the plain parser gives too.</summary>
    public Arguments Read(ParseResult result)
    {
        Arguments arguments = new();
        foreach ((OptionSyntax syntax, Option symbol) in _options)
        {
            if (result.GetResult(symbol) is not { Implicit: false } given) continue;
            if (syntax.ValueName is null)
            {
                if (result.GetValue((Option<bool>)symbol)) arguments.AddOption(syntax, "");
                continue;
            }

            foreach (Token token in given.Tokens) arguments.AddOption(syntax, token.Value);
        }

        ReadTexts(result, arguments);
        return arguments;
    }

    private void ReadTexts(ParseResult result, Arguments arguments)
    {
        HashSet<Token> behindDashes = [.. result.Tokens.SkipWhile(token => token.Type != TokenType.DoubleDash)];
        IEnumerable<ArgumentResult> texts = result.CommandResult.Children.OfType<ArgumentResult>();
        foreach (Token token in texts.SelectMany(given => given.Tokens))
        {
            if (Command.Syntax.TakesProgram && behindDashes.Contains(token)) arguments.AddProgram(token.Value);
            else arguments.AddText(token.Value);
        }
    }

    // Everything stays text here; what it means is checked by the command.
    private static string[] Values(ArgumentResult result) => [.. result.Tokens.Select(token => token.Value)];

    private static Option Described(Option option, OptionSyntax syntax)
    {
        if (syntax.Alias is { } alias) option.Aliases.Add(alias);
        return option;
    }

    private static Argument<string[]> ToSymbol(ArgumentSyntax syntax)
    {
        Argument<string[]> argument = new(syntax.Name)
        {
            Description = syntax.Help,
            Arity = new ArgumentArity(syntax.Least, syntax.Most),
            CustomParser = Values,
        };
        if (syntax.Choices is { } choices) argument.AcceptOnlyFromAmong(choices);
        return argument;
    }
}
