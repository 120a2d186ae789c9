using Holdfast.Cli.Commands;

namespace Holdfast.Cli.Parsing;

/// <summary>A command line that fits: the command that it names, and what it gives to it.</summary>
internal sealed class ParsedLine(Command command, Arguments arguments)
{
    public void Deconstruct(out Command itsCommand, out Arguments itsArguments) =>
        (itsCommand, itsArguments) = (command, arguments);
}
