using Holdfast.Cli.Execution;
using Holdfast.Cli.Parsing;

namespace Holdfast.Cli.Commands;

/// <summary>Prints the commit that last changed something at or below a path.</summary>
internal sealed class BlameCommand : Command
{
    public override CommandSyntax Syntax { get; } = new(
        "blame", "Prints the commit that last changed something at a path.")
    {
        Arguments = [ArgumentSyntax.One("path", "A JSON Pointer.")],
        Examples = ["holdfast blame /stock/tea"],
    };

    public override Work Prepare(Arguments arguments, Inputs inputs)
    {
        StatePath path = Texts.Path(arguments.Texts[0]);
        return session =>
        {
            Commit commit = session.View.Blame(path) ?? throw Lookup.Missing(path);
            ShowCommand.Print(session, commit);
            return ExitStatus.Done;
        };
    }
}
