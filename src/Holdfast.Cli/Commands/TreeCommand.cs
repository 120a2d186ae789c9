using Holdfast.Cli.Execution;
using Holdfast.Cli.Output;
using Holdfast.Cli.Parsing;

namespace Holdfast.Cli.Commands;

/// <summary>Draws a value as a tree.</summary>
internal sealed class TreeCommand : Command
{
    public override CommandSyntax Syntax { get; } = new("tree", "Draws a value as a tree.")
    {
        Arguments = [TreePlace.Argument],
        Examples = ["holdfast tree", "holdfast tree /orders"],
    };

    public override Work Prepare(Arguments arguments, Inputs inputs)
    {
        TreePlace place = TreePlace.Of(arguments);
        return session =>
        {
            Snapshot snapshot = session.View.Snapshot();
            (StatePath path, Value value) = place.Look(snapshot);
            if (session.IsJson)
                session.Answers.BeginObject().Number("revision"u8, snapshot.Revision.Number)
                    .Value("value"u8, value).EndLine();
            else
                Report.Tree(session, Printable.Path(path), value);
            return ExitStatus.Done;
        };
    }
}
