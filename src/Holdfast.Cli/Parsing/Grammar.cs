using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Command = Holdfast.Cli.Commands.Command;

namespace Holdfast.Cli.Parsing;

/// <summary>The commands' syntax as System.CommandLine takes it.</summary>
internal sealed class Grammar
{
    private readonly List<CommandBinding> _bindings = [];

    public Grammar(IReadOnlyList<Command> commands)
    {
        Root = new RootCommand("One JSON state, shared by every process of a machine.");
        Dictionary<OptionSyntax, Option> globals = [];
        foreach (OptionSyntax option in GlobalOptions.All)
        {
            Option symbol = CommandBinding.ToSymbol(option);
            symbol.Recursive = true;
            Root.Options.Add(symbol);
            globals.Add(option, symbol);
        }

        foreach (Command command in commands)
        {
            CommandBinding binding = new(command, globals);
            _bindings.Add(binding);
            Root.Subcommands.Add(binding.Symbol);
        }

        // Without the names /h and /?, which are paths here.
        Root.Options.Remove(Root.Options.OfType<HelpOption>().Single());
        HelpOption help = new("--help", "-h", "-?");
        Root.Options.Add(help);
        help.Action = new HelpWithExamples((HelpAction)help.Action!, _bindings);
        Root.Options.OfType<VersionOption>().Single().Action = new PrintVersion();
    }

    public RootCommand Root { get; }

    /// <summary>Whether the line only asks for something to be printed.</summary>
    public bool IsPrinting(ParseResult result) =>
        result.Action is HelpWithExamples or PrintVersion
        || Root.Directives.OfType<SuggestDirective>().Any(directive => result.GetResult(directive) is not null);

    /// <summary>Whether the line asks for the help of no command that there is.</summary>
    public bool IsHelpOfRoot(ParseResult result) =>
        result.Action is HelpWithExamples && result.CommandResult.Command == Root;

    public (Command Command, CommandBinding Binding) Find(System.CommandLine.Command symbol)
    {
        CommandBinding binding = _bindings.Single(binding => binding.Symbol == symbol);
        return (binding.Command, binding);
    }

    private sealed class PrintVersion : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            string version = typeof(Store).Assembly.GetName().Version!.ToString(3);
            parseResult.InvocationConfiguration.Output.WriteLine("holdfast " + version);
            return 0;
        }
    }

    private sealed class HelpWithExamples(HelpAction usual, List<CommandBinding> bindings)
        : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            usual.Invoke(parseResult);
            CommandSyntax? syntax =
                bindings.Find(binding => binding.Symbol == parseResult.CommandResult.Command)?.Command.Syntax;
            TextWriter output = parseResult.InvocationConfiguration.Output;
            string[] examples = syntax?.Examples ?? RootExamples;
            output.WriteLine("Examples:");
            foreach (string example in examples) output.WriteLine("  " + example);
            output.WriteLine();
            return 0;
        }
    }

    private static readonly string[] RootExamples =
    [
        "holdfast set /stock/tea 10",
        "holdfast get /stock/tea",
        "holdfast watch /stock",
        "holdfast log",
    ];
}
