using Holdfast.Cli.Execution;
using Holdfast.Cli.Parsing;

namespace Holdfast.Cli.Commands;

/// <summary>Prints the JSON Patch that turns one revision into another.</summary>
internal sealed class DiffCommand : Command
{
    public override CommandSyntax Syntax { get; } = new(
        "diff", "Prints the JSON Patch that turns one revision into another.")
    {
        Arguments =
        [
            ArgumentSyntax.One("revision", "From here."),
            ArgumentSyntax.Optional("revision2", "To here. Default: the newest."),
        ],
        Examples = ["holdfast diff 3 7", "holdfast diff 3"],
    };

    public override Work Prepare(Arguments arguments, Inputs inputs)
    {
        Revision from = Texts.Revision(arguments.Texts[0], "the revision");
        Revision? to = arguments.Texts.Count > 1 ? Texts.Revision(arguments.Texts[1], "the revision") : null;
        return session =>
        {
            session.Answers.Line(session.View.Diff(from, to ?? session.View.Revision).ToValue());
            return ExitStatus.Done;
        };
    }
}
