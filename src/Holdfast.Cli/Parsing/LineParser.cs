using Holdfast.Cli.Commands;
using Holdfast.Cli.Execution;

namespace Holdfast.Cli.Parsing;

/// <summary>Reads a command line: the plain ones at once, all others with the full parser.</summary>
internal static class LineParser
{
    /// <summary>No command, but what people try first.</summary>
    public const string Help = "help";

    /// <returns>Null when the line asked for help, the version or completions, which have been printed.</returns>
    public static ParsedLine? Parse(IReadOnlyList<string> words, Host host)
    {
        int index = PlainParser.FindCommand(words);
        if (index >= 0 && words[index] == Help)
            return FullParser.ParseHelp(words, index, host);
        if (index >= 0 && CommandTable.Find(words[index]) is { } command
            && PlainParser.TryParse(command.Syntax, words, index) is { } arguments)
            return new ParsedLine(command, arguments);
        return FullParser.Parse(words, host);
    }
}
